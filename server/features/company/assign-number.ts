import { and, eq, isNull } from 'drizzle-orm';
import { companyErrors as c, lineErrors as l } from '#contract/company-errors.ts';
import type { CompanyId, LineId, PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { changed, hidden, line, record, servedNumber } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tell } from '#server/platform/live/live.ts';
import { findActiveLine } from './store.ts';
import { tellCompany } from './tell-company.ts';
import { withCompany } from './with-company.ts';

/** Gives a number to a line in place of the one it had, or to none. Throws `company.no_such_number`, `company.no_such_line`. */
export function assignNumber(deps: Deps, caller: Caller, number: string, to: string | null): Promise<void> {
  const wanted = number as PhoneNumber; // E.164 by the contract
  return withCompany(deps, caller, 'manage_numbers', async (tx) => {
    await getNumber(tx, caller.companyId, wanted);
    const heir = to === null ? null : await findActiveLine(tx, caller.companyId, to);
    if (heir === undefined) throw new AppError(l.noSuchLine, { field: 'lineId' });
    const had = await takeFromLine(tx, caller.companyId, wanted);
    if (heir) await tx.update(line).set({ number: wanted }).where(isIt(caller.companyId, heir.id));
    for (const id of new Set([had, heir?.id])) if (id !== undefined) await changed(tx, { id });
    await record(tx, deps, { ...caller, about: heir?.id ?? had ?? null }, 'number.assigned', {
      number: hidden(wanted),
      to: heir?.name ?? null,
    });
    await tell(tx, { company: caller.companyId, topic: 'lines' });
    await tellCompany(tx, caller.companyId);
  });
}

/** The company's number, locked. Throws `company.no_such_number`. */
export async function getNumber(tx: Db, companyId: CompanyId, number: PhoneNumber): Promise<void> {
  const [found] = await tx
    .select()
    .from(servedNumber)
    .where(and(eq(servedNumber.companyId, companyId), eq(servedNumber.number, number), isNull(servedNumber.releasedAt)))
    .for('update');
  if (!found) throw new AppError(c.noSuchNumber);
}

/** Leaves the number without a line; answers whose it was. */
export async function takeFromLine(tx: Db, companyId: CompanyId, number: PhoneNumber): Promise<LineId | undefined> {
  const [had] = await tx
    .update(line)
    .set({ number: null })
    .where(and(eq(line.companyId, companyId), eq(line.number, number)))
    .returning({ id: line.id });
  return had?.id;
}

const isIt = (companyId: CompanyId, id: LineId) => and(eq(line.companyId, companyId), eq(line.id, id));
