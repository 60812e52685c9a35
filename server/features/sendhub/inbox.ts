import {
  countUnread,
  deleteThread,
  type EntryRow,
  findThread,
  pageOfEntries,
  pageOfThreads,
  type ThreadRow,
} from '#server/features/messages/index.ts';
import type { V1Call } from './call.ts';
import { findMembers } from './members.ts';
import { metaOf, readPage, refuseFilters } from './page.ts';
import { notFound } from './refusals.ts';
import { idOf, shortStamp, stamp } from './wire.ts';

/** GET /v1/inbox: the last message of each thread, the newest first. */
export async function listThreads(call: V1Call) {
  const { deps, caller, query } = call;
  refuseFilters(query, []);
  const page = readPage(query);
  const { threads, total } = await pageOfThreads(deps.db, caller, page);
  const members = await findMembers(call, threads);
  const objects = threads.map((thread) => ({
    ...members.inThread(thread),
    created_at: stamp(thread.lastAt),
    deleted: false,
    direction: thread.lastDirection === 'in' ? 'incoming' : 'outbound-api',
    id: thread.lastEntryId ?? thread.id,
    labels: labelsOf(thread),
    last_read_at: thread.unread === 0 ? stamp(thread.lastAt) : null,
    modified_at: stamp(thread.lastAt),
    resource_uri: `/v1/threads/${thread.id}`,
    scheduled_at: null,
    sent: stamp(thread.lastAt),
    text: thread.lastText ?? '',
    threadId: thread.id,
    type: typeOf(thread.lastKind, thread.lastDirection),
    unread: thread.unread > 0,
  }));
  return { meta: { ...metaOf('/v1/inbox', page, total), unread: await countUnread(deps.db, caller) }, objects };
}

/** GET /v1/threads/{id}: its messages, the newest first. */
export async function showThread(call: V1Call) {
  const { deps, caller, query } = call;
  refuseFilters(query, []);
  const page = readPage(query);
  const thread = await getThread(call);
  const { entries, media, total } = await pageOfEntries(deps.db, caller, thread, page);
  const { contacts, groups } = (await findMembers(call, [thread])).inThread(thread);
  const objects = entries.map((entry, place) => ({
    attachments: entry.mediaIds.flatMap((id) => {
      const file = media.get(id);
      if (!file) return [];
      return [
        {
          container: 'sendhub-attachments',
          filename: file.filename,
          id: file.id,
          key: file.key,
          size: file.bytes,
          url: `${deps.config.publicUrl}/api/media/${file.key}`,
          ...(entry.direction === 'in'
            ? { type: file.contentType }
            : { mimetype: file.contentType, isWriteable: false }),
        },
      ];
    }),
    contacts,
    deleted: false,
    direction: entry.direction === 'in' ? 'from' : 'to',
    groups,
    hash: '',
    id: entry.id,
    modified_at: stamp(entry.at),
    resource_uri: `/v1/messages/${entry.id}`,
    scheduled_at: null,
    sent: stamp(entry.at),
    shortlink: '',
    text: textOfEntry(entry),
    type: typeOf(entry.kind, entry.direction, entry),
    // The thread knows how many of its newest are unread; which they are follows.
    unread: entry.direction === 'in' && page.offset + place < thread.unread,
  }));
  const meta = {
    ...metaOf(`/v1/threads/${thread.id}`, page, total),
    hasUnread: thread.unread > 0,
    labels: labelsOf(thread),
  };
  return { meta, objects };
}

/** DELETE /v1/threads/{id}. */
export async function removeThread(call: V1Call) {
  const thread = await getThread(call);
  await deleteThread(call.deps, call.caller, thread.id);
  return { message: 'Thread successfully deleted' };
}

export const labelsOf = (thread: Pick<ThreadRow, 'labels' | 'starred'>) => [
  ...(thread.starred ? ['starred'] : []),
  ...thread.labels,
];

/** What happened, in the words of this API. */
export function typeOf(
  kind: EntryRow['kind'] | null,
  direction: EntryRow['direction'] | null,
  entry?: Pick<EntryRow, 'detail'>,
): string {
  if (kind === 'voicemail') return 'voicecall-voicemail';
  if (kind === 'call') {
    if (direction === 'out') return 'voicecall-out';
    return entry?.detail?.['outcome'] === 'missed' ? 'voicecall-missed' : 'voicecall-in';
  }
  return direction === 'in' ? 'message-in' : 'message-out';
}

/** Calls have no text of their own: one is written for them. */
export function textOfEntry(entry: Pick<EntryRow, 'kind' | 'direction' | 'text' | 'at' | 'detail'>): string {
  if (entry.kind === 'message') return entry.text;
  const at = `${shortStamp(entry.at).replace('T', ' ')} UTC`;
  const seconds = Number(entry.detail?.['seconds'] ?? 0);
  if (entry.kind === 'voicemail') {
    const transcript = entry.detail?.['transcript'];
    const heard = `Voicemail message at ${at}, ${seconds} seconds`;
    return typeof transcript === 'string'
      ? `${heard}\nVoicemail transcription result transcribed:${transcript}`
      : heard;
  }
  if (entry.direction === 'out') return `Placed call at ${at}, ${seconds} seconds`;
  return entry.detail?.['outcome'] === 'missed' ? `Missed call at ${at}` : `Received call at ${at}, ${seconds} seconds`;
}

async function getThread({ deps, caller, params }: V1Call): Promise<ThreadRow> {
  const id = idOf(params['id']);
  const found = id === undefined ? undefined : await findThread(deps.db, caller, id);
  if (!found) throw notFound('thread');
  return found;
}
