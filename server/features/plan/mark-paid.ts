import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { withBilling } from './billing-account.ts';
import { findInvoiceByNumber } from './invoice-store.ts';
import { settlePaid } from './settle-invoice.ts';

/** Marks an invoice that was paid outside as paid. Throws a sentence for the command line. */
export function markPaid(deps: Deps, companyId: CompanyId, number: number): Promise<{ cents: number }> {
  return withBilling(deps.db, companyId, async (tx, account) => {
    const found = await findInvoiceByNumber(tx, companyId, number);
    if (!found) throw new Error(`That company has no invoice ${number}.`);
    if (found.pay === 'card') throw new Error(`Invoice ${number} is charged to a card; it is not paid outside.`);
    if (!(await settlePaid(tx, deps, account, found))) throw new Error(`Invoice ${number} is ${found.status} already.`);
    return { cents: found.totalCents };
  });
}
