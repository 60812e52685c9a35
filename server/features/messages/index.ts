export { messagesInArchive } from './archive-part.ts';
export { attachFile } from './attach-file.ts';
export { changeMessageSettings } from './change-message-settings.ts';
export { deleteEntry, deleteThread } from './delete-thread.ts';
export { dropEntries } from './drop-entries.ts';
export { type EntryRow, findEntry } from './entry-store.ts';
export { mediaOf } from './files-of.ts';
export { oldMessages } from './forget-old.ts';
export { messagesJobs } from './jobs.ts';
export { lineEvent, tellWebhook } from './line-events.ts';
export { messagesOfLine } from './line-leaves.ts';
export { markRead } from './mark-thread.ts';
export { pageOfEntries, pageOfThreads } from './pages.ts';
export { putEntry } from './put-entry.ts';
export { readMessageSettings } from './read-message-settings.ts';
export { messagesRoutes } from './routes.ts';
export {
  cancelScheduled,
  editScheduled,
  findScheduled,
  listScheduledRows,
  type ScheduledRow,
} from './schedule-message.ts';
export { sendMessage } from './send-message.ts';
export { findMessageSettings, saveMessageSettings } from './settings-store.ts';
export { tableCell } from './table-cell.ts';
export { countUnread, findThread, type ThreadRow } from './thread-store.ts';
