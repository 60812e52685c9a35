export { messagesInArchive } from './archive-part.ts';
export { mediaOf } from './files-of.ts';
export { messagesJobs } from './jobs.ts';
export { lineEvent } from './line-events.ts';
export { messagesOfLine } from './line-leaves.ts';
/** @public */
export { type PlacedEntry, putEntry } from './put-entry.ts';
export { messagesRoutes } from './routes.ts';
export { findMessageSettings, saveMessageSettings } from './settings-store.ts';
