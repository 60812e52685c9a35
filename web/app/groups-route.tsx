import { getRouteApi, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import type { Group } from '#contract/groups.ts';
import {
  AddGroupPage,
  GroupPage,
  GroupsPage,
  groupWords,
  NoGroupOpen,
  useDeleteGroup,
  useRestoreGroup,
} from '#web/features/groups/index.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { UndoNote, useUndo } from '#web/ui/undo-note.tsx';
import { callPart } from './call-part.ts';

const groups = getRouteApi('/inside/groups');
const group = getRouteApi('/inside/groups/$group');

export function GroupsRoute() {
  const filter = groups.useSearch();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <GroupsPage
      filter={filter}
      open={pathname.replace(/\/$/, '') !== '/groups'}
      onFilter={(next) => void navigate({ to: '.', search: next, replace: true })}
    >
      <Outlet />
    </GroupsPage>
  );
}

export const NoGroupRoute = NoGroupOpen;

export function GroupRoute() {
  const { group: id } = group.useParams();
  const words = useWords(groupWords);
  const say = useRefusalWords();
  const remove = useDeleteGroup();
  const restore = useRestoreGroup();
  const navigate = useNavigate();
  const { done, tell, dismiss } = useUndo();
  const drop = (gone: Group) =>
    remove.mutate(gone.id, {
      onSuccess: () =>
        tell({
          what: words.deleted(gone.name),
          undo: () => restore.mutate(gone.id, { onError: (error) => tell({ what: say(error) }) }),
        }),
      onError: (error) => tell({ what: say(error) }),
    });
  return (
    <>
      <GroupPage
        key={id}
        id={id}
        onDelete={drop}
        call={callPart}
        onText={(to) => void navigate({ to: '/inbox/new', search: { group: to } })}
      />
      <UndoNote done={done} label={words.undo} onDismiss={dismiss} />
    </>
  );
}

export function NewGroupRoute() {
  const navigate = useNavigate();
  return <AddGroupPage onAdded={(id) => void navigate({ to: '/groups/$group', params: { group: id } })} />;
}
