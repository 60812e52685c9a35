import { and, desc, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import type { CompanyId } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { invoice, messagePack } from './billing-tables.ts';

export type InvoiceRow = typeof invoice.$inferSelect;

export async function findInvoice(db: Db, companyId: CompanyId, id: string): Promise<InvoiceRow | undefined> {
  const [found] = await db
    .select()
    .from(invoice)
    .where(and(eq(invoice.companyId, companyId), eq(invoice.id, id)));
  return found;
}

export async function getInvoice(db: Db, companyId: CompanyId, id: string): Promise<InvoiceRow> {
  const found = await findInvoice(db, companyId, id);
  if (!found) throw new AppError(commonErrors.notFound);
  return found;
}

export async function findInvoiceByPayment(db: Db, paymentId: string): Promise<InvoiceRow | undefined> {
  const [found] = await db.select().from(invoice).where(eq(invoice.paymentId, paymentId));
  return found;
}

export async function findInvoiceByNumber(
  db: Db,
  companyId: CompanyId,
  number: number,
): Promise<InvoiceRow | undefined> {
  const [found] = await db
    .select()
    .from(invoice)
    .where(and(eq(invoice.companyId, companyId), eq(invoice.number, number)));
  return found;
}

export const pageOfInvoices = 24;
export function listInvoices(db: Db, companyId: CompanyId, before: number | undefined): Promise<InvoiceRow[]> {
  return db
    .select()
    .from(invoice)
    .where(and(eq(invoice.companyId, companyId), before === undefined ? undefined : lt(invoice.number, before)))
    .orderBy(desc(invoice.number))
    .limit(pageOfInvoices + 1);
}

/** Invoices that something waits for: a plan, a pack. */
export async function findAwaited(db: Db, companyId: CompanyId): Promise<InvoiceRow | undefined> {
  const [found] = await db
    .select()
    .from(invoice)
    .where(
      and(
        eq(invoice.companyId, companyId),
        eq(invoice.status, 'open'),
        eq(invoice.pay, 'card'),
        inArray(invoice.kind, ['change', 'pack']),
        isNotNull(invoice.effect),
      ),
    );
  return found;
}
export const hasChargeRunning = async (db: Db, companyId: CompanyId) =>
  (await findAwaited(db, companyId)) !== undefined;

/** What is open and past its day. */
export async function sumOwed(db: Db, companyId: CompanyId, now: Date): Promise<{ cents: number; count: number }> {
  const [found] = await db
    .select({ cents: sql<number>`coalesce(sum(total_cents), 0)::int`, count: sql<number>`count(*)::int` })
    .from(invoice)
    .where(and(eq(invoice.companyId, companyId), eq(invoice.status, 'open'), lt(invoice.dueAt, now)));
  return found ?? { cents: 0, count: 0 };
}

export async function updateInvoice(
  tx: Db,
  companyId: CompanyId,
  id: string,
  change: Partial<typeof invoice.$inferInsert>,
): Promise<void> {
  await tx
    .update(invoice)
    .set(change)
    .where(and(eq(invoice.companyId, companyId), eq(invoice.id, id)));
}

export function listPacks(db: Db, companyId: CompanyId, now: Date) {
  return db
    .select({ messages: messagePack.messages, lapsesAt: messagePack.lapsesAt })
    .from(messagePack)
    .where(and(eq(messagePack.companyId, companyId), sql`${messagePack.lapsesAt} > ${now.toISOString()}::timestamptz`));
}
