import { foreignKey, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CompanyId, LineId } from '#contract/ids.ts';
import { id, instant } from '#server/platform/db/columns.ts';
import { line } from './tables.ts';

/** Who changed what of an account, when, from where, and how it was proven. Rows are only ever added: a trigger holds it. */
export const securityEvent = pgTable(
  'security_event',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<string>().notNull(),
    /** Whose account it is about; null: the company's. */
    lineId: id<LineId>('line_id'),
    /** Who did it, where that was another line. */
    byLineId: id<LineId>('by_line_id'),
    kind: text().notNull(),
    /** Values of the change, numbers and addresses hidden but for their ends. */
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    proof: text().notNull(),
    ip: text().notNull(),
    userAgent: text('user_agent').notNull(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'security_event_line',
    }),
    foreignKey({
      columns: [t.companyId, t.byLineId],
      foreignColumns: [line.companyId, line.id],
      name: 'security_event_by_line',
    }),
    index('security_event_of_line').on(t.companyId, t.lineId, t.at),
    index('security_event_of_company').on(t.companyId, t.at, t.id),
  ],
);
