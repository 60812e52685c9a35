import { getRouteApi, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import {
  AddContactPage,
  ContactPage,
  ContactsPage,
  contactWords,
  DuplicatesPage,
  ImportPage,
  ImportStartPage,
  NoContactOpen,
  useDeleteContacts,
  useRestoreContacts,
} from '#web/features/contacts/index.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { UndoNote, useUndo } from '#web/ui/undo-note.tsx';
import { callPart } from './call-part.ts';

const contacts = getRouteApi('/inside/contacts');
const contact = getRouteApi('/inside/contacts/$contact');
const contactImport = getRouteApi('/inside/contacts/import/$import');

export function ContactsRoute() {
  const filter = contacts.useSearch();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <ContactsPage
      filter={filter}
      open={pathname.replace(/\/$/, '') !== '/contacts'}
      // The open contact stays open while the list is searched.
      onFilter={(next) => void navigate({ to: '.', search: next, replace: true })}
      onGo={(to) => void navigate({ to })}
    >
      <Outlet />
    </ContactsPage>
  );
}

export const NoContactRoute = NoContactOpen;

export function ContactRoute() {
  const { contact: id } = contact.useParams();
  const words = useWords(contactWords);
  const say = useRefusalWords();
  const navigate = useNavigate();
  const remove = useDeleteContacts();
  const restore = useRestoreContacts();
  const { done, tell, dismiss } = useUndo();
  const drop = (gone: string) =>
    remove.mutate([gone], {
      onSuccess: () =>
        tell({
          what: words.deleted(1),
          undo: () => restore.mutate([gone], { onError: (error) => tell({ what: say(error) }) }),
        }),
      onError: (error) => tell({ what: say(error) }),
    });
  return (
    <>
      <ContactPage
        key={id}
        id={id}
        onDelete={drop}
        call={callPart}
        onText={(number) => void navigate({ to: '/inbox/new', search: { to: number } })}
      />
      <UndoNote done={done} label={words.undo} onDismiss={dismiss} />
    </>
  );
}

export function NewContactRoute() {
  const navigate = useNavigate();
  return <AddContactPage onAdded={(id) => void navigate({ to: '/contacts/$contact', params: { contact: id } })} />;
}

export const DuplicatesRoute = DuplicatesPage;

export function ImportStartRoute() {
  const navigate = useNavigate();
  return (
    <ImportStartPage onUploaded={(id) => void navigate({ to: '/contacts/import/$import', params: { import: id } })} />
  );
}

export function ImportRoute() {
  const { import: id } = contactImport.useParams();
  return <ImportPage key={id} id={id} />;
}
