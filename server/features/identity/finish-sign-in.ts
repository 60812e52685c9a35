import type { FactorProof } from '#contract/factors.ts';
import { identityErrors as e } from '#contract/identity.ts';
import type { Deps } from '#server/deps.ts';
import { hours } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Origin } from '#server/platform/http/caller.ts';
import { newToken } from '#server/platform/secrets.ts';
import { claimAttempt } from './claim-attempt.ts';
import { ask, claimTryOfTicket, methodsOf } from './factor-ask.ts';
import { countRecoveryCodes, type FactorRow, listFactors } from './factor-store.ts';
import { judgeFactor, proofOf, spendFactor } from './judge-factor.ts';
import { notifyEverywhere } from './notify.ts';
import { optionsToSign } from './passkey.ts';
import { record } from './record.ts';
import { startSession } from './sessions.ts';
import { findLineAndCompany } from './store.ts';
import { type Line, withLine } from './with-line.ts';

/** After a right password: what a second step has to answer, or undefined where the line has none. Nobody is signed in yet. */
export async function askSecondStep(tx: Db, deps: Deps, current: Line) {
  const ref = { companyId: current.companyId, lineId: current.id };
  const factors = await listFactors(tx, ref);
  if (factors.length === 0) return undefined;
  const ticket = newToken();
  const put = await ask(tx, deps, current, { ticket }, { purpose: 'sign-in' });
  return { ticket, challenge: put.challenge, factors, codesLeft: await countRecoveryCodes(tx, ref) };
}

/** The question as the browser gets it. */
export async function presentAsked(
  deps: Deps,
  put: { challenge: string; factors: readonly FactorRow[]; codesLeft: number },
) {
  return {
    methods: methodsOf(put.factors, put.codesLeft),
    passkey: await optionsToSign(deps.config, put.challenge, put.factors),
  };
}

/** Signs in with the second step. Throws `identity.ask_dead`, `_too_many_attempts`, `_suspended`, and the refusals of proofs. */
export async function finishSignIn(deps: Deps, wanted: { ticket: string; proof: FactorProof }, origin: Origin) {
  await claimAttempt(deps, [[`second-step-from:${origin.ip}`, { most: 300, ms: hours(1) }]]);
  const answered = await claimTryOfTicket(deps, wanted.ticket);
  const judged = await judgeFactor(deps, answered, wanted.proof);
  const ref = { companyId: answered.companyId, lineId: answered.lineId };
  return withLine(deps.db, ref, async (tx, line) => {
    if (line.suspendedAt) throw new AppError(e.suspended);
    await spendFactor(tx, deps, line, answered, judged);
    const { token, sessionId } = await startSession(tx, deps, ref, origin);
    await record(tx, deps, { ...ref, origin, sessionId, proof: `password and ${proofOf(judged)}` }, 'session.started');
    if (judged.by === 'recovery') await notifyEverywhere(tx, deps, line, 'recovery.used', { name: line.name });
    const both = await findLineAndCompany(tx, ref);
    if (!both) throw new Error('a locked line has no company');
    return { ...both, token };
  });
}
