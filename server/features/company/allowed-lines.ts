import { lineErrors as l } from '#contract/company-errors.ts';
import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { countLines } from './store.ts';

/** How many lines a company's plan allows; −1: as many as wanted. The plan stands above this feature, so the app hands it in. */
export type AllowedLines = (db: Db, deps: Deps, companyId: CompanyId) => Promise<number>;

/** Throws `company.lines_spent` where one more line, or invitation, would be too many. Called with the company locked. */
export async function refuseWhenFull(
  tx: Db,
  deps: Deps,
  allowedLines: AllowedLines,
  companyId: CompanyId,
): Promise<void> {
  const most = await allowedLines(tx, deps, companyId);
  if (most < 0) return;
  const used = await countLines(tx, companyId, deps.clock.now());
  if (used >= most) throw new AppError(l.linesSpent, { detail: { most, used } });
}
