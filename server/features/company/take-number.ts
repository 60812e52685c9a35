import { and, eq, isNull, sql } from 'drizzle-orm';
import { companyErrors as c } from '#contract/company-errors.ts';
import type { CompanyId, PhoneNumber } from '#contract/ids.ts';
import { NumberGoneError, type OwnedNumber } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import { hidden, numberOrder, record, servedNumber } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { carrierIsDown } from './search-numbers.ts';
import { tellCompany } from './tell-company.ts';
import { withCompany } from './with-company.ts';

const mostSpare = 20;

/**
 * Takes a number for the company. It carries the company's id as its label at the carrier, so that asking again after a crash
 * finds what was taken already instead of paying twice. Throws `company.number_gone`, `company.numbers_spent`, `company.carrier_down`.
 */
export async function takeCompanyNumber(deps: Deps, caller: Caller, number: string): Promise<void> {
  const wanted = number as PhoneNumber; // E.164 by the contract
  await withCompany(deps, caller, 'manage_numbers', (tx) => refuseTooMany(tx, caller.companyId));
  const label = `Trunkline company ${caller.companyId}`;
  const owned = await own(deps, wanted, label);
  await withCompany(deps, caller, 'manage_numbers', async (tx) => {
    const taken = await tx
      .insert(servedNumber)
      .values({
        number: owned.number,
        companyId: caller.companyId,
        carrierId: owned.carrierId,
        takenAt: deps.clock.now(),
      })
      .onConflictDoNothing()
      .returning();
    if (taken.length === 0) throw new AppError(c.numberGone);
    await record(tx, deps, { ...caller, about: null }, 'number.taken', { number: hidden(owned.number) });
    await tellCompany(tx, caller.companyId);
  });
}

async function own(deps: Deps, number: PhoneNumber, label: string): Promise<OwnedNumber> {
  try {
    const known = (await deps.carrier.listNumbers({ label })).find((one) => one.number === number);
    return known ?? (await deps.carrier.takeNumber(numberOrder(deps, number, label)));
  } catch (error) {
    if (error instanceof NumberGoneError) throw new AppError(c.numberGone);
    return carrierIsDown(deps)(error);
  }
}

async function refuseTooMany(tx: Db, companyId: CompanyId): Promise<void> {
  const spare = await tx.$count(
    servedNumber,
    and(
      eq(servedNumber.companyId, companyId),
      isNull(servedNumber.releasedAt),
      sql`not exists (select 1 from line l where l.number = ${servedNumber.number})`,
    ),
  );
  if (spare >= mostSpare) throw new AppError(c.numbersSpent);
}
