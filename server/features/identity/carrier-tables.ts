import { jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
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

/** What the carrier told us, as it came, once. */
export const carrierWebhook = pgTable('carrier_webhook', {
  key: text().primaryKey(),
  event: jsonb().notNull(),
  receivedAt: instant('received_at').notNull(),
});
