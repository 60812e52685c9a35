import { identityErrors as e } from '#contract/identity.ts';
import type { Deps } from '#server/deps.ts';
import { minutes } from '#server/platform/clock.ts';
import { clearUses } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Origin } from '#server/platform/http/caller.ts';
import { digestOf } from '#server/platform/secrets.ts';
import { listFactors, requiresFactor } from './factor-store.ts';
import { findLineByUsername } from './move-username.ts';
import { matchesPassword, spendPasswordTime } from './password.ts';
import { claimSignIn, signInKey } from './sign-in.ts';
import type { LineRef } from './with-line.ts';

/**
 * Proves a line by its password on every call, without a session: what some programs do. A right password is remembered,
 * as a digest, for five minutes or until the line changes, so that it is not worked out again each time. A line with a second
 * step, or of a company that asks for one, is proven by no password alone. Throws `identity.too_many_attempts`; undefined when it is not proven.
 */
export function passwordProver(deps: Pick<Deps, 'db' | 'clock' | 'live'>) {
  const proven = new Map<string, { readonly ref: LineRef; readonly until: number }>();
  deps.live.listenAll((news) => {
    if (news === undefined || !('line' in news)) proven.clear();
    else if (news.topic === 'me' || news.topic === 'signed-out' || news.topic === 'keys')
      for (const [key, { ref }] of proven) if (ref.lineId === news.line) proven.delete(key);
  });
  return async (given: { username: string; password: string }, origin: Origin): Promise<LineRef | undefined> => {
    const key = digestOf(`${given.username}\0${given.password}`).toString('base64');
    const now = deps.clock.now();
    const kept = proven.get(key);
    if (kept && kept.until > now.getTime()) return kept.ref;
    await claimSignIn(deps, given.username, origin);
    const found = await findLineByUsername(deps.db, given.username, now);
    const right = found
      ? await matchesPassword(found.passwordHash, given.password)
      : await spendPasswordTime(given.password);
    if (!found || !right) return undefined;
    if (found.suspendedAt) throw new AppError(e.suspended);
    await clearUses(deps.db, [signInKey(given.username)]);
    const ref = { companyId: found.companyId, lineId: found.id };
    if ((await requiresFactor(deps.db, ref)) || (await listFactors(deps.db, ref)).length > 0) return undefined;
    if (proven.size > 10_000) proven.clear();
    proven.set(key, { ref, until: now.getTime() + minutes(5) });
    return ref;
  };
}
