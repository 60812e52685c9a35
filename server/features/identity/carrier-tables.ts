import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { CompanyId, PhoneNumber } from '#contract/ids.ts';
import { id, instant } from '#server/platform/db/columns.ts';
import { company } from './tables.ts';

/** A text of our own (a code, a notice) on its way: what keeps it from being sent twice when a process dies or the carrier falls silent. */
export const systemText = pgTable(
  'system_text',
  {
    companyId: id<CompanyId>('company_id')
      .notNull()
      .references(() => company.id),
    id: id<string>().notNull(),
    to: text().$type<PhoneNumber>().notNull(),
    state: text().$type<'trying' | 'accepted' | 'delivered' | 'failed'>().notNull(),
    carrierId: text('carrier_id'),
    firstTriedAt: instant('first_tried_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.id] }), uniqueIndex('system_text_carrier').on(t.carrierId)],
);

/** What the carrier told us, as it came, once; and whether it still waits to be applied. */
export const carrierWebhook = pgTable(
  'carrier_webhook',
  {
    key: text().primaryKey(),
    /** In the order in which they came. */
    place: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
    kind: text().notNull().default('text.status'),
    event: jsonb().notNull(),
    receivedAt: instant('received_at').notNull(),
    /** When it is to be applied; null: it has been, or was given up. */
    dueAt: instant('due_at'),
    tries: integer().notNull().default(0),
  },
  (t) => [
    index('carrier_webhook_due').on(t.kind, t.dueAt, t.place).where(sql`due_at is not null`),
    index('carrier_webhook_received').on(t.receivedAt),
  ],
);
