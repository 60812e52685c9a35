import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { CompanyId, EntryId, LineId, MediaId, PhoneNumber, ScheduledId, ThreadId } from '#contract/ids.ts';
import { line } from '#server/features/identity/index.ts';
import { id, instant } from '#server/platform/db/columns.ts';

/** The conversation of a line with one set of members. `memberKey` names the set: a line has one thread for each. */
export const thread = pgTable(
  'thread',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<ThreadId>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    kind: text().$type<'direct' | 'several' | 'group'>().notNull(),
    memberKey: text('member_key').notNull(),
    numbers: text().array().$type<string[]>().notNull(),
    groupIds: text('group_ids').array().$type<string[]>().notNull().default([]),
    lastAt: instant('last_at').notNull(),
    lastEntryId: id<EntryId>('last_entry_id'),
    lastKind: text('last_kind').$type<'message' | 'call' | 'voicemail'>(),
    lastDirection: text('last_direction').$type<'in' | 'out'>(),
    /** The beginning of the newest text: the inbox reads no entries. */
    lastText: text('last_text'),
    unread: integer().notNull().default(0),
    starred: boolean().notNull().default(false),
    labels: text().array().$type<string[]>().notNull().default([]),
    deletedAt: instant('deleted_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.lineId], foreignColumns: [line.companyId, line.id], name: 'thread_line' }),
    uniqueIndex('thread_members').on(t.companyId, t.lineId, t.memberKey),
    index('thread_inbox').on(t.companyId, t.lineId, t.lastAt, t.id).where(sql`deleted_at is null`),
    index('thread_unread').on(t.companyId, t.lineId, t.lastAt, t.id).where(sql`deleted_at is null and unread > 0`),
    index('thread_starred').on(t.companyId, t.lineId, t.lastAt, t.id).where(sql`deleted_at is null and starred`),
    index('thread_numbers').using('gin', t.numbers).where(sql`kind <> 'group'`),
  ],
);

/**
 * One thing in a conversation: a message, or the place of a call or voicemail among the messages. Ids are in the order of
 * time, so a page of a conversation is a range of ids.
 */
export const threadEntry = pgTable(
  'thread_entry',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<EntryId>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    threadId: id<ThreadId>('thread_id').notNull(),
    kind: text().$type<'message' | 'call' | 'voicemail'>().notNull(),
    direction: text().$type<'in' | 'out'>().notNull(),
    at: instant().notNull(),
    /** Of calls and voicemails: which. */
    refId: id<string>('ref_id'),
    /** Of calls and voicemails: what the conversation shows of it. */
    detail: jsonb().$type<Record<string, unknown>>(),
    text: text().notNull().default(''),
    segments: integer().notNull().default(0),
    /** Who sent what came in. */
    sender: text(),
    source: text().$type<'app' | 'api' | 'auto' | 'cell' | 'system'>(),
    sendState: text('send_state').$type<'sending' | 'paused' | 'stopped' | 'done'>(),
    recipients: integer().notNull().default(0),
    mediaIds: text('media_ids').array().$type<MediaId[]>().notNull().default([]),
    soundsLikeStop: boolean('sounds_like_stop').notNull().default(false),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.threadId],
      foreignColumns: [thread.companyId, thread.id],
      name: 'thread_entry_thread',
    }),
    index('thread_entry_page').on(t.companyId, t.threadId, t.id).where(sql`deleted_at is null`),
    index('thread_entry_sending').on(t.companyId, t.lineId, t.id).where(sql`recipients > 1`),
    uniqueIndex('thread_entry_ref').on(t.companyId, t.kind, t.refId).where(sql`ref_id is not null`),
    // The line is a word among the text's own, so a search reads what the line has of the words and nothing of others.
    index('thread_entry_words')
      .using('gin', sql`to_tsvector('simple'::regconfig, text || ' line' || line_id::text)`)
      .where(sql`kind = 'message'`),
  ],
);

/**
 * `queued` waits its turn, `quiet` for the recipient's morning, `held` for somebody to press "go on"; `trying` is being handed
 * over; `unknown`: the carrier fell silent. The rest are ends, save that `sent` may still become `delivered` or `failed`.
 */
export type ReceiptState =
  | 'queued'
  | 'quiet'
  | 'held'
  | 'trying'
  | 'unknown'
  | 'sent'
  | 'delivered'
  | 'failed'
  | 'stopped';

/** One message to one recipient. */
export const receipt = pgTable(
  'receipt',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    messageId: id<EntryId>('message_id').notNull(),
    to: text('to_number').$type<PhoneNumber>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    from: text('from_number').$type<PhoneNumber>().notNull(),
    /** The place among the message's recipients. */
    place: integer().notNull(),
    /** 0: to one, 1: to many; one-to-one goes first. */
    lane: smallint().notNull(),
    segments: smallint().notNull(),
    /** Attachments go as links in the text to this recipient: their carrier takes no files. */
    asLinks: boolean('as_links').notNull().default(false),
    state: text().$type<ReceiptState>().notNull(),
    notBefore: instant('not_before'),
    triedAt: instant('tried_at'),
    checks: smallint().notNull().default(0),
    carrierId: text('carrier_id'),
    failure: text(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.messageId, t.to] }),
    foreignKey({
      columns: [t.companyId, t.messageId],
      foreignColumns: [threadEntry.companyId, threadEntry.id],
      name: 'receipt_message',
    }),
    index('receipt_queue').on(t.from, t.lane, t.messageId, t.place).where(sql`state = 'queued'`),
    index('receipt_open').on(t.from, t.state).where(sql`state in ('trying', 'unknown')`),
    index('receipt_carrier').on(t.carrierId).where(sql`carrier_id is not null`),
    // Of which nothing was heard yet, for the night that asks after them.
    index('receipt_unheard').on(t.at, t.messageId, t.to).where(sql`state = 'sent'`),
  ],
);

/** How fast a number may send, and who is at it: a token bucket in segments, and a lease that ends by itself when its holder dies. */
export const sendingNumber = pgTable('sending_number', {
  number: text().$type<PhoneNumber>().primaryKey(),
  companyId: id<CompanyId>('company_id').notNull(),
  lineId: id<LineId>('line_id').notNull(),
  tokens: integer().notNull().default(0),
  filledAt: instant('filled_at').notNull(),
  leaseId: text('lease_id'),
  leaseUntil: instant('lease_until'),
  /** The carrier said "too many", or cannot be reached: nothing is handed over before. */
  restUntil: instant('rest_until'),
  /** Segments handed over on the last day that anything was, by the line's clock. */
  sentOn: date('sent_on', { mode: 'string' }),
  sentToday: integer('sent_today').notNull().default(0),
  /** It sent what it may send in a day: texts to many wait, texts to one go on. */
  limitedUntil: instant('limited_until'),
});

/** A file of a text, in or out. `key` is its unguessable address, and names it among our files. */
export const media = pgTable(
  'message_media',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<MediaId>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    key: text().notNull(),
    contentType: text('content_type').notNull(),
    filename: text().notNull(),
    bytes: integer().notNull(),
    state: text().$type<'ready' | 'fetching' | 'failed'>().notNull(),
    why: text(),
    /** Where the carrier keeps it until it is fetched. */
    sourceUrl: text('source_url'),
    entryId: id<EntryId>('entry_id'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.lineId], foreignColumns: [line.companyId, line.id], name: 'media_line' }),
    uniqueIndex('message_media_key').on(t.key),
    index('message_media_loose').on(t.createdAt).where(sql`entry_id is null`),
  ],
);

/** A text that waits for its time. Whom it is for is worked out when it goes. */
export const scheduled = pgTable(
  'scheduled_message',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<ScheduledId>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    numbers: text().array().$type<string[]>().notNull(),
    groupIds: text('group_ids').array().$type<string[]>().notNull(),
    text: text().notNull(),
    mediaIds: text('media_ids').array().$type<MediaId[]>().notNull().default([]),
    asLinks: boolean('as_links').notNull().default(false),
    source: text().$type<'app' | 'api'>().notNull(),
    sendAt: instant('send_at').notNull(),
    state: text().$type<'waiting' | 'sent' | 'cancelled' | 'refused'>().notNull(),
    why: text(),
    threadId: id<ThreadId>('thread_id'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.lineId], foreignColumns: [line.companyId, line.id], name: 'scheduled_line' }),
    index('scheduled_of_line').on(t.companyId, t.lineId, t.sendAt).where(sql`state in ('waiting', 'refused')`),
  ],
);

/** What an idempotency key was used for: a repeat gets the same answer. */
export const sendRequest = pgTable(
  'send_request',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    lineId: id<LineId>('line_id').notNull(),
    key: text().notNull(),
    digest: text().notNull(),
    reply: jsonb(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.lineId, t.key] }), index('send_request_at').on(t.at)],
);
