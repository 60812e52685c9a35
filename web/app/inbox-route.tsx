import { getRouteApi, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { ConversationPage, InboxPage, NewTextPage, NothingOpen, ScheduledPage } from '#web/features/messages/index.ts';
import { useMe } from '#web/lib/queries.ts';

const inbox = getRouteApi('/inside/inbox');
const thread = getRouteApi('/inside/inbox/$thread');
const newText = getRouteApi('/inside/inbox/new');

export function InboxRoute() {
  const filter = inbox.useSearch();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <InboxPage
      filter={filter}
      open={pathname.replace(/\/$/, '') !== '/inbox'}
      // The open conversation stays open while the list is filtered.
      onFilter={(next) => void navigate({ to: '.', search: next, replace: true })}
    >
      <Outlet />
    </InboxPage>
  );
}

export const NothingOpenRoute = NothingOpen;

export function ThreadRoute() {
  const me = useMe();
  const { thread: id } = thread.useParams();
  const { entry } = thread.useSearch();
  return me === null ? null : <ConversationPage key={id} threadId={id} entryId={entry} me={me} />;
}

export function NewTextRoute() {
  const me = useMe();
  const { to } = newText.useSearch();
  return me === null ? null : <NewTextPage me={me} to={to} />;
}

export function ScheduledRoute() {
  const me = useMe();
  return me === null ? null : <ScheduledPage lineId={me.line.id} />;
}
