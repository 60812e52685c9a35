export { AddContactPage } from './add-contact-page.tsx';
export { ContactPage } from './contact-page.tsx';
export { contactWords } from './contact-words.ts';
export { ContactsPage, NoContactOpen } from './contacts-page.tsx';
export { DuplicatesPage } from './duplicates-page.tsx';
export { ImportPage } from './import-page.tsx';
export { ImportStartPage } from './import-start-page.tsx';
export { useDeleteContacts, useRestoreContacts } from './use-contacts.ts';
