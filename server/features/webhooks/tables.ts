import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CompanyId, LineId } from '#contract/ids.ts';
import type { WebhookEvent } from '#contract/webhooks.ts';
import { line } from '#server/features/identity/index.ts';
import { bytes, id, instant } from '#server/platform/db/columns.ts';

/** One event on its way to a line's webhook address, and what became of it. Kept for 30 days. */
export const webhookDelivery = pgTable(
  'webhook_delivery',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<string>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    event: text().$type<WebhookEvent>().notNull(),
    url: text().notNull(),
    body: text().notNull(),
    state: text().$type<'waiting' | 'delivered' | 'failed'>().notNull(),
    attempts: integer().notNull().default(0),
    nextAt: instant('next_at'),
    status: integer(),
    why: text(),
    tookMs: integer('took_ms'),
    answer: text(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'webhook_delivery_line',
    }),
    index('webhook_delivery_of_line').on(t.companyId, t.lineId, t.id),
    index('webhook_delivery_old').on(t.at).where(sql`state <> 'waiting'`),
  ],
);

/** What signs a line's events: a secret of its own, sealed; the one before it signs beside it for a day. */
export const webhookSecret = pgTable(
  'webhook_secret',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    lineId: id<LineId>('line_id').notNull(),
    sealed: bytes().notNull(),
    formerSealed: bytes('former_sealed'),
    formerUntil: instant('former_until'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.lineId] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'webhook_secret_line',
    }),
  ],
);
