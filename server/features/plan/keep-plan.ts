import { billingErrors as e } from '#contract/billing.ts';
import type { Deps } from '#server/deps.ts';
import { record } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tell } from '#server/platform/live/live.ts';
import { updateAccount, withBilling } from './billing-account.ts';

/** Forgets the smaller plan that waits for the renewal. Throws `billing.nothing_scheduled`. */
export function keepPlan(deps: Deps, caller: Caller): Promise<void> {
  return withBilling(deps.db, caller.companyId, async (tx, account) => {
    if (account.nextPlan === null) throw new AppError(e.nothingScheduled);
    await updateAccount(tx, caller.companyId, { nextPlan: null, nextInterval: null, revision: account.revision + 1 });
    await record(tx, deps, caller, 'plan.kept', { instead: account.nextPlan });
    await tell(tx, { company: caller.companyId, topic: 'plan' });
  });
}
