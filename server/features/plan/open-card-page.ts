import { billingErrors as e } from '#contract/billing.ts';
import type { Deps } from '#server/deps.ts';
import { ProviderDownError } from '#server/payments/billing-provider.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { findAccount, updateAccount, withBilling } from './billing-account.ts';
import { isBilled, readPlanOf } from './plan-offers.ts';

/** Opens the payment service's page where a card is added. Throws `billing.no_cards`, `.not_billed`, `.provider_down`. */
export async function openCardPage(deps: Deps, { companyId }: Caller): Promise<string> {
  const { billing, config } = deps;
  if (billing.kind === 'manual') throw new AppError(e.noCards);
  const { company, offer } = await readPlanOf(deps.db, companyId);
  if (!isBilled(offer)) throw new AppError(e.notBilled);
  const known = (await findAccount(deps.db, companyId))?.customer;
  try {
    const customer =
      known ?? (await keepCustomer(deps, companyId, await billing.makeCustomer({ companyId, name: company.name })));
    const page = await billing.openCardPage({
      customer,
      returnTo: `${config.publicUrl}/plan?card={page}`,
      cancelTo: `${config.publicUrl}/plan`,
    });
    return page.url;
  } catch (error) {
    throw error instanceof ProviderDownError ? new AppError(e.providerDown) : error;
  }
}

/** The first to write it down decides: of two that were made at once one is never used. */
const keepCustomer = (deps: Deps, companyId: Caller['companyId'], made: string) =>
  withBilling(deps.db, companyId, async (tx, { customer }) => {
    if (customer !== null) return customer;
    await updateAccount(tx, companyId, { customer: made });
    return made;
  });
