import { and, eq } from 'drizzle-orm';
import { lineErrors as l } from '#contract/company-errors.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import type { LineId } from '#contract/ids.ts';
import type { lines } from '#contract/lines.ts';
import type { Deps } from '#server/deps.ts';
import { endSessions, type Line, line, record } from '#server/features/identity/index.ts';
import { after, days } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { changeLine, refuseLastAdmin } from './change-line.ts';
import { finishRemoval } from './job-kinds.ts';
import type { LinePart } from './line-part.ts';
import { findActiveLine } from './store.ts';
import { lineRemoval } from './tables.ts';
import { tellLine } from './tell-line.ts';

type Wanted = BodyOf<typeof lines.remove>;
export const undoMs = days(7);

/**
 * Removes a line. Nothing of it is lost for seven days: nobody can use it, what was to be sent later is not, and texts and
 * calls to its number still arrive; then a job carries out what was chosen. Throws `company.last_admin`, `company.heir_unfit`,
 * and as `changeLine`.
 */
export function removeLine(
  deps: Deps,
  caller: Caller,
  parts: readonly LinePart[],
  lineId: string,
  wanted: Wanted,
): Promise<void> {
  return changeLine(deps, caller, lineId, async (tx, current, company) => {
    await refuseLastAdmin(tx, current);
    const numberTo = wanted.number === 'move' ? await heirOf(tx, current, wanted.numberTo, 'numberTo') : null;
    const threadsTo = wanted.threadsTo === null ? null : await heirOf(tx, current, wanted.threadsTo, 'threadsTo');
    const now = deps.clock.now();
    const ref = { companyId: current.companyId, lineId: current.id };
    const goneAt = after(now, undoMs);
    await tx
      .update(line)
      .set({ suspendedAt: current.suspendedAt ?? now })
      .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
    await tx.insert(lineRemoval).values({
      ...ref,
      number: wanted.number,
      numberTo,
      threadsTo,
      removedBy: caller.lineId,
      removedAt: now,
      goneAt,
      suspendedBefore: current.suspendedAt,
    });
    await endSessions(tx, deps, ref);
    for (const part of parts) await part.stop?.(tx, deps, ref);
    await enqueue(tx, finishRemoval, ref, { runAt: goneAt, key: `remove-line:${current.id}` });
    await record(tx, deps, { ...caller, about: current.id }, 'line.removed', {
      name: current.name,
      number: wanted.number,
      threads: threadsTo === null ? 'deleted' : 'handed over',
    });
    await tellLine(tx, deps, current, 'removed', { company: company.name });
  });
}

async function heirOf(tx: Db, current: Line, wanted: string | null, field: string): Promise<LineId> {
  const heir = wanted === null ? undefined : await findActiveLine(tx, current.companyId, wanted);
  if (!heir || heir.id === current.id) throw new AppError(l.heirUnfit, { field });
  return heir.id;
}
