import { eq } from 'drizzle-orm';
import { billingErrors as e } from '#contract/billing.ts';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { type AddedCard, ProviderDownError } from '#server/payments/billing-provider.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { updateAccount, withBilling } from './billing-account.ts';
import { billingAccount } from './billing-tables.ts';

/** Keeps the card that was added on the page the person comes back from. Throws `billing.no_cards`, `.card_page_wrong`, `.provider_down`. */
export async function takeCard(deps: Deps, companyId: CompanyId, pageId: string): Promise<void> {
  if (deps.billing.kind === 'manual') throw new AppError(e.noCards);
  const added = await deps.billing.readCardPage(pageId).catch((error: unknown) => {
    throw error instanceof ProviderDownError ? new AppError(e.providerDown) : error;
  });
  if (!added || !(await keep(deps, companyId, added))) throw new AppError(e.cardPageWrong);
}

/** The same, told by the service: for whoever closed the page before it led back. */
export async function takeCardOfPage(deps: Deps, pageId: string): Promise<void> {
  if (deps.billing.kind === 'manual') return;
  const added = await deps.billing.readCardPage(pageId);
  if (!added) return;
  const [owner] = await deps.db
    .select({ companyId: billingAccount.companyId })
    .from(billingAccount)
    .where(eq(billingAccount.customer, added.customer));
  if (owner) await keep(deps, owner.companyId, added);
}

/** False: the page was another customer's. */
const keep = (deps: Deps, companyId: CompanyId, { customer, method, card }: AddedCard) =>
  withBilling(deps.db, companyId, async (tx, account) => {
    if (account.customer !== customer) return false;
    await updateAccount(tx, companyId, { method, card });
    await tell(tx, { company: companyId, topic: 'plan' });
    return true;
  });
