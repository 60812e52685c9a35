import { and, eq } from 'drizzle-orm';
import { lineErrors as l } from '#contract/company-errors.ts';
import type { LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { changed, keysChanged, type Line, line, withLine } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tell } from '#server/platform/live/live.ts';
import { countOtherAdmins, findRemoval } from './store.ts';
import { type Company, withCompany } from './with-company.ts';

/**
 * Does something to a line of the caller's company, as somebody who manages lines: both are locked, and every page that shows
 * the line hears of it. Throws `company.no_such_line`, `company.line_removed`, `identity.not_allowed`.
 */
export function changeLine(
  deps: Deps,
  caller: Caller,
  lineId: string,
  act: (tx: Db, current: Line, company: Company) => Promise<void>,
): Promise<void> {
  return withCompany(deps, caller, 'manage_lines', async (tx, company) => {
    const ref = { companyId: caller.companyId, lineId: lineId as LineId }; // digits by the contract; whether it is a line is asked next
    if (!(await isLine(tx, ref))) throw new AppError(l.noSuchLine);
    await withLine(tx, ref, async (inner, current) => {
      if (await findRemoval(inner, ref.companyId, ref.lineId)) throw new AppError(l.lineRemoved);
      await act(inner, current, company);
      await tellOfLine(inner, current);
    });
  });
}

/** The line's own pages, its keys, and the lists of its colleagues. */
export async function tellOfLine(tx: Db, current: Line): Promise<void> {
  await changed(tx, current);
  await keysChanged(tx, { companyId: current.companyId, lineId: current.id });
  await tell(tx, { company: current.companyId, topic: 'lines' });
}

/** Throws `company.last_admin` where the company would be left without anybody to look after it. */
export async function refuseLastAdmin(tx: Db, current: Line): Promise<void> {
  if (!current.roles.includes('admin') || current.suspendedAt !== null) return;
  if ((await countOtherAdmins(tx, current.companyId, current.id)) === 0) throw new AppError(l.lastAdmin);
}

const isLine = async (tx: Db, ref: { companyId: Line['companyId']; lineId: LineId }) =>
  (await tx.$count(line, and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)))) > 0;
