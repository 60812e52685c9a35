import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { CompanyId, LineId, PhoneNumber } from '#contract/ids.ts';
import type { CallRules, MissReason, Outcome, Step } from '#contract/voice.ts';
import { line } from '#server/features/identity/index.ts';
import { id, instant } from '#server/platform/db/columns.ts';

const ofLine = { companyId: id<CompanyId>('company_id').notNull(), lineId: id<LineId>('line_id').notNull() };

/** What a line decides about its calls. No row: everything as it comes. */
export const phoneSettings = pgTable(
  'phone_settings',
  {
    ...ofLine,
    rules: jsonb().$type<CallRules>().notNull(),
    doNotDisturbUntil: instant('do_not_disturb_until'),
    greetingText: text('greeting_text'),
    /** The file that is played; null: the greeting that comes with the product. */
    greetingFile: text('greeting_file'),
    greetingSeconds: real('greeting_seconds'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.lineId] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'phone_settings_line',
    }).onDelete('cascade'),
  ],
);

/** Where a call is on its way. */
export type Stage = 'screening' | 'ringing' | 'greeting' | 'recording' | 'sorry' | 'rejected' | 'connected';
/** What is known of the recording that was begun. */
export type RecordingState = 'promised' | 'ready' | 'absent' | 'short' | 'failed';

export const call = pgTable(
  'call',
  {
    ...ofLine,
    id: id<string>().notNull(),
    incoming: boolean().notNull(),
    carrierId: text('carrier_id'),
    from: text('from_number').notNull(),
    to: text('to_number').notNull(),
    /** The way it takes, as it was when it began: a change of settings does not move a call that is under way. */
    steps: jsonb().$type<Step[]>().notNull(),
    step: smallint().notNull().default(0),
    stage: text().$type<Stage>().notNull(),
    /** When the ringing began that goes on. */
    rangAt: instant('rang_at'),
    cell: text().$type<PhoneNumber>(),
    browser: text().$type<'ringing' | 'declined' | 'on'>(),
    /** Who took it: decided once, whoever was first. */
    winner: text().$type<'browser' | 'cell'>(),
    recording: text().$type<RecordingState>(),
    recordingId: text('recording_id'),
    at: instant().notNull(),
    answeredAt: instant('answered_at'),
    endedAt: instant('ended_at'),
    seconds: integer().notNull().default(0),
    /** When it will be ended, or was, because the plan has no minutes left for it. */
    endsAt: instant('ends_at'),
    outcome: text().$type<Outcome>(),
    reason: text().$type<MissReason>(),
    decidedAt: instant('decided_at'),
    mailedAt: instant('mailed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'call_line',
    }).onDelete('cascade'),
    uniqueIndex('call_carrier').on(t.carrierId),
    uniqueIndex('call_recording').on(t.recordingId),
    index('call_of_line').on(t.companyId, t.lineId, t.id),
    index('call_open').on(t.companyId, t.lineId).where(sql`ended_at is null`),
  ],
);

/** Each telephone that a call reached or rang: what minutes are counted by. */
export const callLeg = pgTable(
  'call_leg',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<string>().notNull(),
    callId: id<string>('call_id').notNull(),
    kind: text().$type<'caller' | 'cell' | 'called' | 'browser'>().notNull(),
    carrierId: text('carrier_id'),
    startedAt: instant('started_at').notNull(),
    ringingAt: instant('ringing_at'),
    answeredAt: instant('answered_at'),
    endedAt: instant('ended_at'),
    end: text(),
    seconds: integer().notNull().default(0),
    /** Minutes of the plan that are set aside for it while it lasts; 0: it is not metered before it is over. */
    setAside: integer('set_aside').notNull().default(0),
    /** Begun minutes, once it is over. */
    minutes: integer().notNull().default(0),
    /** Once its minutes are in the ledger. */
    countedAt: instant('counted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.callId],
      foreignColumns: [call.companyId, call.id],
      name: 'call_leg_call',
    }).onDelete('cascade'),
    index('call_leg_of_call').on(t.companyId, t.callId),
  ],
);

/** What the carrier told of a call, once each: repeats and late news find their key taken. */
export const callEvent = pgTable(
  'call_event',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    callId: id<string>('call_id').notNull(),
    key: text().notNull(),
    news: jsonb().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.callId, t.key] }),
    foreignKey({
      columns: [t.companyId, t.callId],
      foreignColumns: [call.companyId, call.id],
      name: 'call_event_call',
    }).onDelete('cascade'),
  ],
);

export const voicemail = pgTable(
  'voicemail',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<string>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    callId: id<string>('call_id').notNull(),
    file: text().notNull(),
    /** The same as mp3, in the same folder: what is mailed and downloaded. Null: it could not be made. */
    mp3: text(),
    seconds: real().notNull(),
    peaks: smallint().array().notNull(),
    heardAt: instant('heard_at'),
    transcript: text(),
    engine: text(),
    at: instant().notNull(),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.callId],
      foreignColumns: [call.companyId, call.id],
      name: 'voicemail_call',
    }).onDelete('cascade'),
    uniqueIndex('voicemail_of_call').on(t.companyId, t.callId),
    index('voicemail_of_line').on(t.companyId, t.lineId, t.id),
  ],
);
