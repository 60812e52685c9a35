import { commonErrors } from '#contract/endpoint.ts';
import type { Settings, Waiting } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { type Challenge, waitingOf } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { findSettings } from './find-settings.ts';
import { presentSettings } from './present.ts';
import { listLiveChallenges } from './store.ts';

/** Everything on My Settings, as the caller may see it. */
export async function readSettings(deps: Deps, caller: Caller): Promise<Settings> {
  const { db, clock } = deps;
  const { companyId, lineId } = caller;
  const now = clock.now();
  const found = await findSettings(db, caller, caller.sessionId, now);
  if (!found) throw new AppError(commonErrors.signInNeeded);
  const challenges = found.isWaiting ? await listLiveChallenges(db, companyId, lineId) : [];
  const waits = (purpose: Challenge['purpose']) =>
    waitingFor(
      deps,
      challenges.find((one) => one.purpose === purpose),
    );
  const [cell, email, password] = await Promise.all([waits('cell'), waits('email'), waits('password')]);
  // A number or address waits until somebody decides; a reset code that ran out is nothing to come back to.
  const freshPassword = password !== null && new Date(password.expiresAt) > now ? password : null;
  return presentSettings({
    line: found.line,
    formerUsernames: found.formerUsernames,
    waiting: { cell, email, password: freshPassword },
    keys: found.keys,
    otherSessions: found.otherSessions,
    mostPerMinute: deps.config.keyCallsPerMinute,
    now,
  });
}

async function waitingFor(deps: Deps, live: Challenge | undefined): Promise<Waiting | null> {
  return live ? waitingOf(deps, deps.db, live) : null;
}
