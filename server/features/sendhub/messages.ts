import type { Scheduled, Sent } from '#contract/messages.ts';
import {
  cancelScheduled,
  deleteEntry,
  type EntryRow,
  editScheduled,
  findEntry,
  findScheduled,
  findThread,
  listScheduledRows,
  markRead,
  type ScheduledRow,
  sendMessage,
} from '#server/features/messages/index.ts';
import type { V1Call } from './call.ts';
import { textOfEntry, typeOf } from './inbox.ts';
import { findMembers } from './members.ts';
import { readMessage } from './read-message.ts';
import { notFound } from './refusals.ts';
import { idOf, isObject, shortStamp, stamp, textOf, truthOf } from './wire.ts';

/** POST /v1/messages. */
export async function sendText(call: V1Call) {
  const { deps, caller, body, key } = call;
  const draft = await readMessage(call);
  const sent = await sendMessage(deps, caller, { ...draft, ...(key !== undefined && { key }) }, 'api');
  const shown = sent.scheduled ? await scheduledOf(call, sent.scheduled.id) : await entryOf(call, sent);
  return { ...shown, acknowledgment: 'Message queued for sending.', ...fileOf(body) };
}

/** GET /v1/messages/scheduled: without pages, as published. */
export async function listScheduledTexts(call: V1Call) {
  const rows = await listScheduledRows(call.deps.db, call.caller);
  const members = await findMembers(call, rows);
  return {
    objects: rows.map((row) => ({
      ...members.inMessage(row),
      created_at: stamp(row.createdAt),
      deleted: false,
      direction: 'outbound-api',
      hash: '',
      id: row.id,
      link: '',
      message_id: row.id,
      modified_at: shortStamp(row.createdAt),
      scheduled_at: shortStamp(row.sendAt),
      text: row.text,
      thread_id: row.threadId ?? row.id,
      user_id: row.lineId,
    })),
  };
}

/** GET /v1/messages/{id}: a message, or one that waits for its time. */
export async function showMessage(call: V1Call) {
  const found = await findEither(call);
  return 'scheduled' in found ? presentScheduled(call, found.scheduled) : presentMessage(call, found.entry);
}

/**
 * PUT /v1/messages/{id}: with nothing but `unread` it marks the thread of the message (or the thread of that id); else it
 * changes a text that waits for its time and answers what was asked for.
 */
export async function putMessage(call: V1Call) {
  const { deps, caller, body } = call;
  const unread = truthOf(body['unread']);
  const others = Object.keys(body).filter((name) => !['unread', 'id', 'username', 'api_key'].includes(name));
  if (unread !== undefined && others.length === 0) {
    const threadId = await threadOf(call);
    await markRead(deps, caller, threadId, !unread);
    return { id: textOf(call.params['id']), unread };
  }
  const found = await findEither(call);
  if (!('scheduled' in found)) throw notFound('message');
  const draft = await readMessage(call);
  await editScheduled(deps, caller, found.scheduled.id, {
    ...draft,
    sendAt: draft.sendAt ?? found.scheduled.sendAt.toISOString(),
  });
  const { username: _, api_key: __, ...asked } = body;
  return asked;
}

/** DELETE /v1/messages/{id}: a text that waits is cancelled. */
export async function removeMessage(call: V1Call) {
  const { deps, caller } = call;
  const found = await findEither(call);
  if ('scheduled' in found) await cancelScheduled(deps, caller, found.scheduled.id);
  else await deleteEntry(deps, caller, found.entry.id);
  return { message: 'Record successfully deleted' };
}

async function findEither({
  deps,
  caller,
  params,
}: V1Call): Promise<{ scheduled: ScheduledRow } | { entry: EntryRow }> {
  const id = idOf(params['id']);
  if (id !== undefined) {
    const entry = await findEntry(deps.db, caller, id);
    if (entry) return { entry };
    const scheduled = await findScheduled(deps.db, caller, id);
    if (scheduled && scheduled.state !== 'cancelled') return { scheduled };
  }
  throw notFound('message');
}

async function threadOf(call: V1Call): Promise<string> {
  const id = idOf(call.params['id']);
  const thread = id === undefined ? undefined : await findThread(call.deps.db, call.caller, id);
  if (thread) return thread.id;
  const found = await findEither(call);
  if ('scheduled' in found) throw notFound('message');
  return found.entry.threadId;
}

async function entryOf(call: V1Call, { messageId }: Sent) {
  const entry = messageId === null ? undefined : await findEntry(call.deps.db, call.caller, messageId);
  if (!entry) throw new Error('a text that was sent is not there');
  return presentMessage(call, entry, 'to');
}

async function scheduledOf(call: V1Call, id: Scheduled['id']) {
  const row = await findScheduled(call.deps.db, call.caller, id);
  if (!row) throw new Error('a text that was scheduled is not there');
  return presentScheduled(call, row, 'to');
}

async function presentMessage(call: V1Call, entry: EntryRow, direction?: 'to') {
  const thread = await findThread(call.deps.db, call.caller, entry.threadId);
  const who = thread ?? { numbers: [], groupIds: [] };
  return {
    ...(await findMembers(call, [who])).inMessage(who),
    acknowledgment: null,
    created_at: stamp(entry.at),
    deleted: false,
    direction: direction ?? (entry.direction === 'in' ? 'incoming' : 'outbound-api'),
    force_shortlink_creation: false,
    id: entry.threadId,
    id_is_thread_id: true,
    message_id: entry.id,
    modified_at: stamp(entry.at),
    resource_uri: direction === 'to' ? `/v1/threads/${entry.threadId}` : `/v1/messages/${entry.id}`,
    scheduled_at: null,
    sent: stamp(entry.at),
    shortlink: '',
    text: textOfEntry(entry),
    thread_id: entry.threadId,
    type: typeOf(entry.kind, entry.direction, entry),
    unread: direction === 'to' ? null : (thread?.unread ?? 0) > 0,
    via_shortcode: false,
  };
}

async function presentScheduled(call: V1Call, row: ScheduledRow, direction?: 'to') {
  return {
    ...(await findMembers(call, [row])).inMessage(row),
    acknowledgment: null,
    created_at: stamp(row.createdAt),
    deleted: false,
    direction: direction ?? 'outbound-api',
    force_shortlink_creation: false,
    id: row.id,
    id_is_thread_id: false,
    message_id: row.id,
    modified_at: stamp(row.createdAt),
    resource_uri: `/v1/messages/${row.id}`,
    scheduled_at: `${shortStamp(row.sendAt)}+0000`,
    sent: null,
    shortlink: '',
    text: row.text,
    thread_id: row.threadId ?? row.id,
    type: 'message-out',
    unread: null,
    via_shortcode: false,
  };
}

const fileOf = (body: V1Call['body']) =>
  isObject(body['mms']) ? { mms: { filename: textOf(body['mms']['filename']) ?? '' } } : {};
