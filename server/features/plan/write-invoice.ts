import type { BillLine, InvoiceHead } from '#contract/billing.ts';
import type { Deps } from '#server/deps.ts';
import { after, days } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { type Account, updateAccount } from './billing-account.ts';
import { type InvoiceEffect, invoice } from './billing-tables.ts';
import { total } from './change-of-plan.ts';
import type { InvoiceRow } from './invoice-store.ts';

/** Until when an invoice that is paid outside is to be paid. */
export const payWithin = days(14);

/**
 * Writes an invoice with the company's next number, under the lock that `withBilling` holds: numbers have no gaps. One that comes
 * to nothing is paid as it is written.
 */
export async function writeInvoice(
  tx: Db,
  deps: Pick<Deps, 'clock' | 'billing'>,
  account: Account,
  of: {
    readonly company: { readonly name: string; readonly timeZone: string };
    readonly kind: InvoiceHead['kind'];
    readonly lines: readonly BillLine[];
    readonly periodStart?: Date;
    readonly quoteId?: string;
    readonly effect?: InvoiceEffect;
  },
): Promise<InvoiceRow> {
  const now = deps.clock.now();
  const totalCents = total(of.lines);
  const isFree = totalCents === 0;
  const pay = deps.billing.kind === 'manual' ? 'invoice' : 'card';
  const [made] = await tx
    .insert(invoice)
    .values({
      companyId: account.companyId,
      id: newId(),
      number: account.nextNumber,
      kind: of.kind,
      status: isFree ? 'paid' : 'open',
      pay,
      billedTo: of.company.name,
      timeZone: of.company.timeZone,
      lines: of.lines,
      totalCents,
      issuedAt: now,
      dueAt: pay === 'invoice' ? after(now, payWithin) : now,
      paidAt: isFree ? now : null,
      periodStart: of.periodStart ?? null,
      quoteId: of.quoteId ?? null,
      effect: of.effect ?? null,
      charging: pay === 'card' && !isFree,
    })
    .returning();
  if (!made) throw new Error('an invoice that was inserted did not come back');
  await updateAccount(tx, account.companyId, { nextNumber: account.nextNumber + 1 });
  return made;
}
