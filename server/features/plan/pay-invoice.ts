import { billingErrors as e } from '#contract/billing.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tell } from '#server/platform/live/live.ts';
import { withBilling } from './billing-account.ts';
import { chargeSoon } from './billing-job-kinds.ts';
import { getInvoice, updateInvoice } from './invoice-store.ts';

/** Charges the card for an open invoice once more. Throws `billing.no_cards`, `.not_open`, `.card_needed`. */
export async function payInvoice(deps: Deps, { companyId }: Caller, id: string): Promise<void> {
  await withBilling(deps.db, companyId, async (tx, account) => {
    const found = await getInvoice(tx, companyId, id);
    if (found.pay === 'invoice' || deps.billing.kind === 'manual') throw new AppError(e.noCards);
    if (found.status !== 'open') throw new AppError(e.notOpen);
    if (account.method === null) throw new AppError(e.cardNeeded);
    await updateInvoice(tx, companyId, id, { charging: true, failure: null });
    await chargeSoon(tx, found);
    await tell(tx, { company: companyId, topic: 'plan' });
  });
}
