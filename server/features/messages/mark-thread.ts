import { commonErrors } from '#contract/endpoint.ts';
import { messageErrors as m, type Thread } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { presentOne } from './read-inbox.ts';
import { type ThreadChange, updateThread } from './thread-store.ts';

/** Marks a thread read, or unread (as if one text in it had not been seen). Throws `request.not_found`. */
export const markRead = (deps: Deps, ref: LineRef, id: string, read: boolean): Promise<Thread> =>
  mark(deps, ref, id, { unread: read ? 0 : 1 });

/** Throws `request.not_found`. */
export const starThread = (deps: Deps, ref: LineRef, id: string, starred: boolean): Promise<Thread> =>
  mark(deps, ref, id, { starred });

const mostLabels = 20;

/** Sets the labels of a thread, their spaces evened, each once. Throws `messages.label_shape`, `request.not_found`. */
export function labelThread(deps: Deps, ref: LineRef, id: string, labels: readonly string[]): Promise<Thread> {
  const even = [...new Set(labels.map((label) => label.normalize('NFC').replace(/\s+/gu, ' ').trim()))];
  const isLabel = (label: string) => /^[^\p{C}]{1,40}$/u.test(label);
  if (even.length > mostLabels || !even.every(isLabel)) throw new AppError(m.labelShape, { field: 'labels' });
  return mark(deps, ref, id, { labels: even.sort() });
}

function mark(deps: Deps, ref: LineRef, id: string, set: ThreadChange): Promise<Thread> {
  return deps.db.transaction(async (tx) => {
    const changed = await updateThread(tx, ref, id, set);
    if (!changed) throw new AppError(commonErrors.notFound);
    await tell(tx, { line: ref.lineId, topic: 'inbox' });
    return presentOne(tx, ref, changed);
  });
}
