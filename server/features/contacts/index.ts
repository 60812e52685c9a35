export { contactsInArchive } from './archive-part.ts';
/** @public */
export { type Bar, barsOf, setBar } from './bars.ts';
/** @public */
export { parseKeyword, readLabel } from './contact-facts.ts';
/** @public */
export { parseContactNumber, readNumber } from './contact-number.ts';
export { fold, termsOf } from './fold.ts';
/** @public */
export { getOrAddContact } from './get-or-add-contact.ts';
export { contactsJobs } from './jobs.ts';
export { contactsOfLine } from './line-leaves.ts';
/** @public */
export { addMembers, findGroup, listRecipientsOfGroups, removeMembers, setMembership } from './memberships.ts';
export { pageCursor, readCursor } from './page-cursor.ts';
export { presentSummary } from './present.ts';
export { contactsRoutes } from './routes.ts';
/** @public */
export {
  type Contact,
  findContact,
  findContactByKeyword,
  findContactByNumber,
  listContactsByIds,
  listContactsByNumbers,
} from './store.ts';
/** @public */
export { barredNumber, contact, contactGroup, membership } from './tables.ts';
