import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Role } from '#contract/endpoint.ts';
import type { CompanyId, ExportId, InvitationId, LineId } from '#contract/ids.ts';
import type { NumberFate } from '#contract/lines.ts';
import { company, line } from '#server/features/identity/index.ts';
import { bytes, id, instant } from '#server/platform/db/columns.ts';

/** Somebody asked to join: the link went to one address or number, and proves that one when it is accepted. */
export const invitation = pgTable(
  'invitation',
  {
    companyId: id<CompanyId>('company_id')
      .notNull()
      .references(() => company.id),
    id: id<InvitationId>().notNull(),
    name: text().notNull(),
    channel: text().$type<'mail' | 'text'>().notNull(),
    target: text().notNull(),
    roles: text().array().$type<Role[]>().notNull(),
    digest: bytes().notNull(),
    invitedBy: id<LineId>('invited_by').notNull(),
    sentAt: instant('sent_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.invitedBy],
      foreignColumns: [line.companyId, line.id],
      name: 'invitation_by',
    }),
    uniqueIndex('invitation_digest').on(t.digest),
    uniqueIndex('invitation_waiting')
      .on(t.companyId, t.target)
      .where(sql`accepted_at is null and withdrawn_at is null`),
  ],
);

/** A line on its way out: for seven days it can be brought back, then a job ends it in steps. */
export const lineRemoval = pgTable(
  'line_removal',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    lineId: id<LineId>('line_id').notNull(),
    number: text().$type<NumberFate>().notNull(),
    numberTo: id<LineId>('number_to'),
    threadsTo: id<LineId>('threads_to'),
    removedBy: id<LineId>('removed_by').notNull(),
    removedAt: instant('removed_at').notNull(),
    goneAt: instant('gone_at').notNull(),
    /** It was suspended already, and is again once brought back. */
    suspendedBefore: instant('suspended_before'),
    /** `waiting` can be undone; `ending` is being carried out; `gone` is done. A removal that was undone has no row. */
    state: text().$type<'waiting' | 'ending' | 'gone'>().notNull().default('waiting'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.lineId] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'line_removal_line',
    }),
  ],
);

/** An archive that is being made, or was. */
export const archive = pgTable(
  'archive',
  {
    companyId: id<CompanyId>('company_id')
      .notNull()
      .references(() => company.id),
    id: id<ExportId>().notNull(),
    /** Whose data; null: all of the company. */
    lineId: id<LineId>('line_id'),
    askedBy: id<LineId>('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    state: text().$type<'waiting' | 'running' | 'ready' | 'failed' | 'expired'>().notNull().default('waiting'),
    /** Which part is being written, and how many are. */
    part: text(),
    done: integer().notNull().default(0),
    total: integer().notNull().default(0),
    file: text(),
    bytes: id<string>('bytes'),
    sha256: text(),
    readyAt: instant('ready_at'),
    expiresAt: instant('expires_at'),
    why: text().$type<'disk_full' | 'broken'>(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] }), index('archive_by').on(t.companyId, t.askedBy, t.askedAt)],
);

/**
 * The deletion of a company, from its announcement to its record. It outlives the company, so it refers to nothing, and once
 * done it holds neither names nor numbers.
 */
export const companyDeletion = pgTable('company_deletion', {
  companyId: id<CompanyId>('company_id').primaryKey(),
  startedBy: id<LineId>('started_by'),
  startedAt: instant('started_at').notNull(),
  dueAt: instant('due_at').notNull(),
  reason: text().notNull(),
  comment: text(),
  /** `waiting` can be cancelled; `running` cannot. A deletion that was cancelled has no row. */
  state: text().$type<'waiting' | 'running' | 'done'>().notNull().default('waiting'),
  /** What was done of it, each once: `numbers` (one by one, in `released`), `files`, `rows`. */
  steps: jsonb().$type<Record<string, number>>().notNull().default({}),
  finishedAt: instant('finished_at'),
});
