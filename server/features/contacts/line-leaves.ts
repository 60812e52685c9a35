import { and, eq, inArray, sql } from 'drizzle-orm';
import type { LinePart } from '#server/features/company/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { barredNumber, contact, contactGroup, contactImport, importFault, membership } from './tables.ts';

/** What becomes of a line's contacts and groups when it is removed. */
export const contactsOfLine: LinePart = {
  name: 'contacts',
  /** Who wanted no texts from the line wants none from the colleague who goes on with the conversation. */
  async handOver(tx, _deps, ref, to) {
    await tx.execute(sql`
      insert into barred_number (company_id, line_id, number, blocked_at, screened_at)
      select company_id, ${to}, number, blocked_at, screened_at from barred_number
      where company_id = ${ref.companyId} and line_id = ${ref.lineId}
      on conflict (company_id, line_id, number) do update
        set blocked_at = coalesce(barred_number.blocked_at, excluded.blocked_at), screened_at = coalesce(barred_number.screened_at, excluded.screened_at)`);
  },
  async remove(tx, _deps, ref) {
    const groups = tx.select({ id: contactGroup.id }).from(contactGroup).where(isIn(contactGroup, ref));
    const imports = tx.select({ id: contactImport.id }).from(contactImport).where(isIn(contactImport, ref));
    await tx
      .delete(membership)
      .where(and(eq(membership.companyId, ref.companyId), inArray(membership.groupId, groups)));
    await tx
      .delete(importFault)
      .where(and(eq(importFault.companyId, ref.companyId), inArray(importFault.importId, imports)));
    for (const table of [contactImport, contactGroup, contact, barredNumber])
      await tx.delete(table).where(isIn(table, ref));
  },
};

type OfLine = typeof contact | typeof contactGroup | typeof contactImport | typeof barredNumber;
const isIn = (table: OfLine, ref: LineRef) => and(eq(table.companyId, ref.companyId), eq(table.lineId, ref.lineId));
