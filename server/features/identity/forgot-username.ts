import { Type } from 'typebox';
import type { EmailAddress, PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { hours } from '#server/platform/clock.ts';
import { takeUse } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Origin } from '#server/platform/http/caller.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { claimAttempt } from './claim-attempt.ts';
import { notify } from './notify.ts';
import { parseEmail, parseNumber } from './parse.ts';
import { listLinesReachedAt } from './store.ts';

export const tellUsernames = defineJob({
  name: 'identity.tell-usernames',
  payload: Type.Object({ sealed: Type.String() }),
  maxAttempts: 5,
});

/** Has the usernames of a proven cell or address sent there. The answer is the same whether there are any (R14). Throws `identity.too_many_attempts`. */
export async function forgotUsername(deps: Deps, to: string, origin: Origin): Promise<void> {
  await claimAttempt(deps, [[`forgot-from:${origin.ip}`, { most: 60, ms: hours(1) }]]);
  await enqueue(deps.db, tellUsernames, { sealed: deps.secrets.seal('usernames', to).toString('base64') });
}

/** Sends the usernames, if there are any. */
export async function sendUsernames(deps: Deps, payload: { sealed: string }): Promise<void> {
  const typed = deps.secrets.open('usernames', Buffer.from(payload.sealed, 'base64'));
  const to = reachable(deps, typed);
  if (!to) return;
  const lines = await listLinesReachedAt(deps.db, to);
  const [first] = lines;
  if (!first) return;
  const target = 'cell' in to ? to.cell : to.email;
  const taken = await takeUse(deps.db, `codes:to:${target}`, { most: 5, ms: hours(1) }, deps.clock.now());
  if (!taken.ok) return;
  await notify(deps.db, deps, {
    companyId: first.companyId,
    lineId: first.id,
    channel: 'cell' in to ? 'text' : 'mail',
    to: target,
    language: first.language,
    notice: 'usernames',
    facts: { name: first.name, usernames: lines.map((line) => line.username) },
  });
}

function reachable(deps: Deps, typed: string): { cell: PhoneNumber } | { email: EmailAddress } | undefined {
  try {
    return typed.includes('@')
      ? { email: parseEmail(typed) }
      : { cell: parseNumber(typed, { region: deps.config.region, countries: deps.config.textCountries }) };
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
