import { commonErrors } from '#contract/endpoint.ts';
import { identityErrors as e } from '#contract/identity.ts';
import type { Deps } from '#server/deps.ts';
import { after } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tell } from '#server/platform/live/live.ts';
import { proofMs } from './authenticate.ts';
import { record } from './record.ts';
import { renewSession } from './sessions.ts';
import { verifyPassword } from './verify-password.ts';
import { withLine } from './with-line.ts';

/** Step-up: the session counts as proven for the next ten minutes and gets a new token (R11, R12). Throws `identity.wrong_password`, `_too_many_attempts`. */
export async function prove(
  deps: Deps,
  caller: Caller,
  password: string,
): Promise<{ token: string; provenUntil: Date }> {
  const { sessionId } = caller;
  if (sessionId === undefined) throw new AppError(commonErrors.signInNeeded);
  const hash = await verifyPassword(deps, caller, password);
  return withLine(deps.db, caller, async (tx, line) => {
    if (line.passwordHash !== hash) throw new AppError(e.wrongPassword, { field: 'password' });
    const token = await renewSession(tx, deps, caller, sessionId);
    await record(tx, deps, { ...caller, proof: 'password' }, 'session.proven');
    await tell(tx, { line: line.id, topic: 'me' });
    return { token, provenUntil: after(deps.clock.now(), proofMs) };
  });
}
