import { eq } from 'drizzle-orm';
import type { CompanyId } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';
import { billingAccount } from './billing-tables.ts';

export type Account = typeof billingAccount.$inferSelect;

/** The one way to write what has to do with money: opens a transaction, locks the company's billing, and hands it over as it stands now. */
export function withBilling<T>(
  db: { transaction<R>(run: (tx: Db) => Promise<R>): Promise<R> },
  companyId: CompanyId,
  run: (tx: Db, account: Account) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.insert(billingAccount).values({ companyId }).onConflictDoNothing();
    const [account] = await tx
      .select()
      .from(billingAccount)
      .where(eq(billingAccount.companyId, companyId))
      .for('update');
    if (!account) throw new Error('billing that was just made is not there');
    return run(tx, account);
  });
}

export async function updateAccount(
  tx: Db,
  companyId: CompanyId,
  change: Partial<typeof billingAccount.$inferInsert>,
): Promise<void> {
  await tx.update(billingAccount).set(change).where(eq(billingAccount.companyId, companyId));
}

/** What stands before anything was paid; a company without a row has just not been asked about yet. */
export async function findAccount(db: Db, companyId: CompanyId): Promise<Account | undefined> {
  const [found] = await db.select().from(billingAccount).where(eq(billingAccount.companyId, companyId));
  return found;
}

/** The running period; undefined where nothing is paid (a trial). */
export const paidPeriod = (account: Account | undefined) =>
  account?.interval && account.periodStart && account.periodEnd
    ? { interval: account.interval, period: { start: account.periodStart, end: account.periodEnd } }
    : undefined;

/** The running period of the company with this id, like $1, as JSON. */
export const writtenPeriod = (company: string) => `
  select json_build_object('start', period_start, 'end', period_end) from billing_account
    where company_id = ${company} and interval is not null and period_start is not null and period_end is not null`;
