import { and, eq } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import { line, record } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { changeLine } from './change-line.ts';
import { tellLine } from './tell-line.ts';

/** Lets a suspended line in again. Throws as `changeLine`. */
export function resumeLine(deps: Deps, caller: Caller, lineId: string): Promise<void> {
  return changeLine(deps, caller, lineId, async (tx, current, company) => {
    if (current.suspendedAt === null) return;
    await tx
      .update(line)
      .set({ suspendedAt: null })
      .where(and(eq(line.companyId, current.companyId), eq(line.id, current.id)));
    await record(tx, deps, { ...caller, about: current.id }, 'line.resumed');
    await tellLine(tx, deps, current, 'resumed', { company: company.name });
  });
}
