import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, isNull } from 'drizzle-orm';
import { identityErrors as e } from '#contract/identity.ts';
import type { Deps } from '#server/deps.ts';
import { hours } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Origin } from '#server/platform/http/caller.ts';
import { digestOf } from '#server/platform/secrets.ts';
import { claimAttempt } from './claim-attempt.ts';
import { consume, judgeCode } from './judge-code.ts';
import { checkNewPassword } from './password.ts';
import { newPasswordFor, setPassword } from './set-password.ts';
import { challenge } from './tables.ts';
import { withLine } from './with-line.ts';

// Longer than any refusal takes, so that the clock does not tell a wrong code from a name that does not exist (R14).
const answerMs = 350;

/**
 * Sets a new password with the code that was sent. Whatever is wrong with the code or ticket gets one and the same answer.
 * Nobody is signed in by it, and all sessions end. Throws `identity.reset_wrong`, `_too_many_attempts`, and the refusals of new passwords.
 */
export async function finishForgotPassword(
  deps: Deps,
  wanted: { ticket: string; code: string; newPassword: string },
  origin: Origin,
): Promise<void> {
  await claimAttempt(deps, [[`reset-from:${origin.ip}`, { most: 60, ms: hours(1) }]]);
  await checkNewPassword(wanted.newPassword, []);
  const least = sleep(answerMs);
  try {
    await reset(deps, wanted, origin);
  } finally {
    await least;
  }
}

async function reset(
  deps: Deps,
  wanted: { ticket: string; code: string; newPassword: string },
  origin: Origin,
): Promise<void> {
  const [found] = await deps.db
    .select()
    .from(challenge)
    .where(
      and(
        eq(challenge.ticketDigest, digestOf(wanted.ticket)),
        eq(challenge.purpose, 'forgot'),
        isNull(challenge.consumedAt),
        isNull(challenge.supersededAt),
      ),
    );
  if (!found) throw new AppError(e.resetWrong, { field: 'code' });
  const ref = { companyId: found.companyId, lineId: found.lineId };
  const judged = await judgeCode(deps, ref, { purpose: 'forgot', code: wanted.code, sessionId: undefined }).catch(
    (error: unknown) => {
      throw error instanceof AppError ? new AppError(e.resetWrong, { field: 'code' }) : error;
    },
  );
  // A second reset asked for in between has its own ticket.
  if (judged.id !== found.id) throw new AppError(e.resetWrong, { field: 'code' });
  const hash = await newPasswordFor(deps, ref, wanted.newPassword);
  await withLine(deps.db, ref, async (tx, line) => {
    await consume(tx, deps, judged);
    await setPassword(tx, deps, line, hash, {
      actor: { ...ref, origin, proof: `code by ${judged.channel}` },
      endOthers: true,
      keep: undefined,
    });
  });
}
