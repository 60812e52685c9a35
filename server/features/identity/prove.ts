import { commonErrors } from '#contract/endpoint.ts';
import { type Asked, type FactorProof, factorErrors as f } from '#contract/factors.ts';
import { identityErrors as e } from '#contract/identity.ts';
import type { SessionId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { after } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tell } from '#server/platform/live/live.ts';
import { proofMs } from './authenticate.ts';
import { ask, claimTry } from './factor-ask.ts';
import { countRecoveryCodes, listFactors } from './factor-store.ts';
import { presentAsked } from './finish-sign-in.ts';
import { judgeFactor, proofOf, spendFactor } from './judge-factor.ts';
import { notifyEverywhere } from './notify.ts';
import { record } from './record.ts';
import { renewSession } from './sessions.ts';
import { verifyPassword } from './verify-password.ts';
import { type Line, withLine } from './with-line.ts';

interface Proven {
  readonly token: string;
  readonly provenUntil: Date;
}

/** What the line can prove itself with: its second steps where it has some, else its password (R11). */
export async function startProof(deps: Deps, caller: Caller): Promise<Asked> {
  const sessionId = sessionOf(caller);
  const put = await withLine(deps.db, caller, async (tx, line) => {
    const { challenge } = await ask(tx, deps, line, { sessionId }, { purpose: 'prove' });
    return { challenge, factors: await listFactors(tx, caller), codesLeft: await countRecoveryCodes(tx, caller) };
  });
  return presentAsked(deps, put);
}

/**
 * Step-up: the session counts as proven for the next ten minutes and gets a new token (R11, R12). Throws
 * `identity.wrong_password`, `_too_many_attempts`, `_proof_wrong` (a password where there is something stronger),
 * `_ask_dead`, and the refusals of proofs.
 */
export async function prove(deps: Deps, caller: Caller, proof: { password: string } | FactorProof): Promise<Proven> {
  const sessionId = sessionOf(caller);
  if (!('password' in proof)) return byFactor(deps, caller, sessionId, proof);
  const hash = await verifyPassword(deps, caller, proof.password);
  return withLine(deps.db, caller, async (tx, line) => {
    if (line.passwordHash !== hash) throw new AppError(e.wrongPassword, { field: 'password' });
    if ((await listFactors(tx, caller)).length > 0) throw new AppError(f.proofWrong);
    return renew(tx, deps, caller, sessionId, line, 'password');
  });
}

async function byFactor(deps: Deps, caller: Caller, sessionId: SessionId, proof: FactorProof): Promise<Proven> {
  const answered = await claimTry(deps, caller, 'prove', sessionId);
  const judged = await judgeFactor(deps, answered, proof);
  return withLine(deps.db, caller, async (tx, line) => {
    await spendFactor(tx, deps, line, answered, judged);
    if (judged.by === 'recovery') await notifyEverywhere(tx, deps, line, 'recovery.used', { name: line.name });
    return renew(tx, deps, caller, sessionId, line, proofOf(judged));
  });
}

async function renew(
  tx: Db,
  deps: Deps,
  caller: Caller,
  sessionId: SessionId,
  line: Line,
  proof: string,
): Promise<Proven> {
  const token = await renewSession(tx, deps, caller, sessionId);
  await record(tx, deps, { ...caller, proof }, 'session.proven');
  await tell(tx, { line: line.id, topic: 'me' });
  return { token, provenUntil: after(deps.clock.now(), proofMs) };
}

function sessionOf(caller: Caller): SessionId {
  if (caller.sessionId === undefined) throw new AppError(commonErrors.signInNeeded);
  return caller.sessionId;
}
