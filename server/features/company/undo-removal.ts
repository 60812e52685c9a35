import { and, eq } from 'drizzle-orm';
import { lineErrors as l } from '#contract/company-errors.ts';
import type { LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { line, record, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { type AllowedLines, refuseWhenFull } from './allowed-lines.ts';
import { tellOfLine } from './change-line.ts';
import { findRemoval } from './store.ts';
import { lineRemoval } from './tables.ts';
import { tellLine } from './tell-line.ts';
import { withCompany } from './with-company.ts';

/** Brings a removed line back as it was. Throws `company.no_such_line`, `company.not_removed`, `company.lines_spent`. */
export function undoRemoval(deps: Deps, caller: Caller, allowedLines: AllowedLines, lineId: string): Promise<void> {
  return withCompany(deps, caller, 'manage_lines', async (tx, company) => {
    const ref = { companyId: caller.companyId, lineId: lineId as LineId }; // digits by the contract; whether it is a line is asked next
    const removal = await findRemoval(tx, ref.companyId, ref.lineId);
    if (!removal) {
      const known = await tx.$count(line, and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
      throw new AppError(known === 0 ? l.noSuchLine : l.notRemoved);
    }
    await refuseWhenFull(tx, deps, allowedLines, ref.companyId);
    await withLine(tx, ref, async (inner, current) => {
      // The job that ends the line takes the same lock first: one of the two is too late, and knows it.
      const undone = await inner
        .delete(lineRemoval)
        .where(
          and(
            eq(lineRemoval.companyId, ref.companyId),
            eq(lineRemoval.lineId, ref.lineId),
            eq(lineRemoval.state, 'waiting'),
          ),
        )
        .returning();
      if (undone.length === 0) throw new AppError(l.notRemoved);
      await inner
        .update(line)
        .set({ suspendedAt: removal.suspendedBefore })
        .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
      await record(inner, deps, { ...caller, about: current.id }, 'line.brought-back', { name: current.name });
      await tellLine(inner, deps, current, 'resumed', { company: company.name });
      await tellOfLine(inner, current);
    });
  });
}
