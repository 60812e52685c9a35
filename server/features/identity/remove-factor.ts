import { and, eq } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import { type Factors, factorErrors as f } from '#contract/factors.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { clearUses } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { listFactors, requiresFactor } from './factor-store.ts';
import { factor } from './factor-tables.ts';
import { factorKey } from './judge-factor.ts';
import { notifyEverywhere } from './notify.ts';
import { readFactors } from './read-factors.ts';
import { type Actor, changed, record } from './record.ts';
import { dropRecoveryCodes, makeRecoveryCodes } from './recovery-codes.ts';
import { endSessions } from './sessions.ts';
import { type Line, withLine } from './with-line.ts';

/** Removes one way; with the last one go the recovery codes. Throws `identity.factor_required`, `request.not_found`. */
export function removeFactor(deps: Deps, caller: Caller, id: string): Promise<Factors> {
  return withLine(deps.db, caller, async (tx, line) => {
    const known = await listFactors(tx, caller);
    const gone = known.find((one) => one.id === id);
    if (!gone) throw new AppError(commonErrors.notFound);
    if (known.length === 1 && (await requiresFactor(tx, caller))) throw new AppError(f.factorRequired);
    await tx.delete(factor).where(and(eq(factor.companyId, caller.companyId), eq(factor.id, id)));
    if (known.length === 1) await dropRecoveryCodes(tx, caller);
    await record(tx, deps, caller, 'factor.removed', { kind: gone.kind, name: gone.name });
    await notifyEverywhere(tx, deps, line, 'factor.removed', { name: line.name, newValue: gone.name });
    await changed(tx, line);
    return readFactors({ db: tx }, caller);
  });
}

/** New recovery codes; those before stop working. Throws `identity.ask_dead` where there is nothing to recover. */
export function renewRecoveryCodes(deps: Deps, caller: Caller): Promise<Factors & { recoveryCodes: string[] | null }> {
  return withLine(deps.db, caller, async (tx, line) => {
    if ((await listFactors(tx, caller)).length === 0) throw new AppError(f.askDead);
    const recoveryCodes = await makeRecoveryCodes(tx, deps, caller);
    await record(tx, deps, caller, 'recovery-codes.renewed');
    await changed(tx, line);
    return { ...(await readFactors({ db: tx }, caller)), recoveryCodes };
  });
}

/**
 * Takes away all of a locked line's ways, for somebody who lost them: an admin starts it for a colleague. All sessions end,
 * the trail names who did it, and the line is told wherever it can be reached.
 */
export async function clearFactors(tx: Db, deps: Deps, current: Line, actor: Actor): Promise<void> {
  const ref = { companyId: current.companyId, lineId: current.id };
  const gone = await tx
    .delete(factor)
    .where(and(eq(factor.companyId, ref.companyId), eq(factor.lineId, ref.lineId)))
    .returning({ name: factor.name });
  await dropRecoveryCodes(tx, ref);
  await clearUses(tx, [factorKey(ref)]);
  await endSessions(tx, deps, ref);
  await record(tx, deps, { ...actor, about: current.id }, 'factors.cleared', { names: gone.map(({ name }) => name) });
  for (const { name } of gone)
    await notifyEverywhere(tx, deps, current, 'factor.removed', { name: current.name, newValue: name });
  await changed(tx, current);
}
