import { boolean, foreignKey, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { CompanyId, LineId } from '#contract/ids.ts';
import { line } from '#server/features/identity/index.ts';
import { id, instant } from '#server/platform/db/columns.ts';

/** Message Settings of a line; no row: none was ever changed. */
export const messageSettings = pgTable(
  'message_settings',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    lineId: id<LineId>('line_id').notNull(),
    signature: text(),
    autoResponse: boolean('auto_response').notNull().default(false),
    autoResponseText: text('auto_response_text').notNull().default(''),
    autoResponseOnlyClosed: boolean('auto_response_only_closed').notNull().default(false),
    forwarding: boolean().notNull().default(false),
    hints: boolean().notNull().default(true),
    stopIncoming: boolean('stop_incoming').notNull().default(false),
    webhookUrl: text('webhook_url'),
    hideLinkInBulk: boolean('hide_link_in_bulk').notNull().default(false),
    /** Whom an answer from the personal cell goes to, unless it begins with a keyword. */
    lastForwarded: text('last_forwarded'),
    /** What the last delivery to the webhook address came to; the webhooks feature writes it. */
    lastDelivery: jsonb('last_delivery').$type<{ at: string; ok: boolean; status: number | null }>(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.lineId] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'message_settings_line',
    }),
  ],
);

/** When a sender was last answered by something automatic: two machines must not talk for ever. */
export const lastAnswered = pgTable(
  'last_answered',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    lineId: id<LineId>('line_id').notNull(),
    number: text().notNull(),
    kind: text().$type<'auto' | 'hint' | 'help'>().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.lineId, t.number, t.kind] })],
);

/** Numbers that the carrier says cannot receive texts. */
export const landline = pgTable(
  'landline',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    number: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.number] })],
);

/** Where a short link leads: an address that is not to show in texts to many. */
export const shortLink = pgTable(
  'short_link',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    code: text().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    url: text().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.code] }), uniqueIndex('short_link_code').on(t.code)],
);
