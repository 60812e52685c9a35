import { sql } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import { type Act, may } from '#contract/policy.ts';
import type { Deps } from '#server/deps.ts';
import { company } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { findRoles } from './store.ts';

export type Company = typeof company.$inferSelect;

/**
 * The one way to change what belongs to a company: opens a transaction, locks the company's row (lines are locked after it,
 * with `withLine`), and asks again, under the lock, whether the caller may: of two admins who demote each other at the same
 * moment, the second is no admin any more when its turn comes. Throws `identity.not_allowed`.
 */
export function withCompany<T>(
  deps: Pick<Deps, 'db'>,
  caller: Caller,
  act: Act,
  run: (tx: Db, current: Company) => Promise<T>,
): Promise<T> {
  return deps.db.transaction(async (tx) => {
    const current = await lockCompany(tx, caller.companyId);
    if (!may(await findRoles(tx, caller.companyId, caller.lineId), act)) throw new AppError(commonErrors.notAllowed);
    return run(tx, current);
  });
}

/** Locks a company without keeping anybody from adding rows that refer to it. Throws `identity.sign_in_needed` where it is gone. */
export async function lockCompany(tx: Db, companyId: Caller['companyId']): Promise<Company> {
  const [current] = await tx.select().from(company).where(sql`${company.id} = ${companyId}`).for('no key update');
  if (!current) throw new AppError(commonErrors.signInNeeded);
  return current;
}
