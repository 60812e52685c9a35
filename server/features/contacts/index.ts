export { addContact } from './add-contact.ts';
export { contactsInArchive } from './archive-part.ts';
/** @public */
export { type Bar, barsOf, setBar } from './bars.ts';
export { changeContact } from './change-contact.ts';
/** @public */
export { parseKeyword, readLabel } from './contact-facts.ts';
/** @public */
export { parseContactNumber, readNumber } from './contact-number.ts';
export { deleteContacts } from './delete-contacts.ts';
export { fold, termsOf } from './fold.ts';
/** @public */
export { getOrAddContact } from './get-or-add-contact.ts';
export { contactsJobs } from './jobs.ts';
export { contactsOfLine } from './line-leaves.ts';
export { listContacts } from './list-contacts.ts';
/** @public */
export { addMembers, findGroup, listRecipientsOfGroups, removeMembers, setMembership } from './memberships.ts';
export { pageCursor, readCursor } from './page-cursor.ts';
export { groupsOfContacts, type PageQuery, pageOfContacts } from './page-of-contacts.ts';
export { presentSummary } from './present.ts';
export { regionOf } from './region.ts';
export { contactsRoutes } from './routes.ts';
export { screenContact } from './screen-contact.ts';
/** @public */
export {
  type Contact,
  findContact,
  findContactByKeyword,
  findContactByNumber,
  listContactsByIds,
  listContactsByNumbers,
  lockContacts,
} from './store.ts';
/** @public */
export { barredNumber, contact, contactGroup, membership } from './tables.ts';
