import { and, eq } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import { endSessions, line, record } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { changeLine, refuseLastAdmin } from './change-line.ts';
import { tellLine } from './tell-line.ts';

/** Suspends a line: its sessions end, its password and keys open nothing; texts and calls to it still arrive. Throws `company.last_admin`, and as `changeLine`. */
export function suspendLine(deps: Deps, caller: Caller, lineId: string): Promise<void> {
  return changeLine(deps, caller, lineId, async (tx, current, company) => {
    if (current.suspendedAt !== null) return;
    await refuseLastAdmin(tx, current);
    const ref = { companyId: current.companyId, lineId: current.id };
    await tx
      .update(line)
      .set({ suspendedAt: deps.clock.now() })
      .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
    const sessionsEnded = await endSessions(tx, deps, ref);
    await record(tx, deps, { ...caller, about: current.id }, 'line.suspended', { sessionsEnded });
    await tellLine(tx, deps, current, 'suspended', { company: company.name });
  });
}
