import { commonErrors } from '#contract/endpoint.ts';
import type { Entry, Thread } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { after, days } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { deleteEntriesOf, deleteEntryRow, undeleteEntriesOf, undeleteEntryRow } from './entry-store.ts';
import { presentEntries } from './read-entries.ts';
import { presentOne } from './read-inbox.ts';
import { refreshLast } from './refresh-last.ts';
import { findThread, undeleteThread, updateThread } from './thread-store.ts';

/** For how long what was deleted can be brought back. */
export const undoMs = days(30);

/** Deletes a thread with all that is in it. A text that comes later begins it anew. Throws `request.not_found`. */
export function deleteThread(deps: Deps, ref: LineRef, id: string): Promise<void> {
  const at = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const gone = await updateThread(tx, ref, id, { deletedAt: at, unread: 0 });
    if (!gone) throw new AppError(commonErrors.notFound);
    await deleteEntriesOf(tx, ref.companyId, gone.id, at);
    await tell(tx, { line: ref.lineId, topic: 'inbox' });
  });
}

/** Undoes the deletion: what was deleted with the thread is back, what was deleted before stays away. Throws `request.not_found`. */
export function restoreThread(deps: Deps, ref: LineRef, id: string): Promise<Thread> {
  return deps.db.transaction(async (tx) => {
    const deleted = await undeleteThread(tx, ref, id, after(deps.clock.now(), -undoMs));
    if (!deleted) throw new AppError(commonErrors.notFound);
    await undeleteEntriesOf(tx, ref.companyId, deleted.back.id, deleted.at);
    await tell(tx, { line: ref.lineId, topic: 'inbox' });
    return presentOne(tx, ref, deleted.back);
  });
}

/** Throws `request.not_found`. */
export function deleteEntry(deps: Deps, ref: LineRef, id: string): Promise<void> {
  return deps.db.transaction(async (tx) => {
    const gone = await deleteEntryRow(tx, ref, id, deps.clock.now());
    if (!gone) throw new AppError(commonErrors.notFound);
    await refreshLast(tx, ref, gone.threadId);
    await tell(tx, { line: ref.lineId, topic: 'inbox' });
  });
}

/** Throws `request.not_found`. */
export function restoreEntry(deps: Deps, ref: LineRef, id: string): Promise<Entry> {
  return deps.db.transaction(async (tx) => {
    const back = await undeleteEntryRow(tx, ref, id, after(deps.clock.now(), -undoMs));
    if (!back || !(await findThread(tx, ref, back.threadId))) throw new AppError(commonErrors.notFound);
    await refreshLast(tx, ref, back.threadId);
    await tell(tx, { line: ref.lineId, topic: 'inbox' });
    const [entry] = await presentEntries(tx, deps.clock, ref, [back]);
    if (!entry) throw new Error('an entry that was there is not');
    return entry;
  });
}
