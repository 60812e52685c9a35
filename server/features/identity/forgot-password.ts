import { Type } from 'typebox';
import type { Deps } from '#server/deps.ts';
import { after, hours, minutes } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Origin } from '#server/platform/http/caller.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { digestOf, newToken } from '#server/platform/secrets.ts';
import { sendCode } from './challenge.ts';
import { claimAttempt } from './claim-attempt.ts';
import { findLineByUsername } from './move-username.ts';
import { record } from './record.ts';
import { skeletonOf } from './username.ts';
import { withLine } from './with-line.ts';

export const startReset = defineJob({
  name: 'identity.start-reset',
  payload: Type.Object({
    username: Type.String(),
    ticketDigest: Type.String(),
    ip: Type.String(),
    userAgent: Type.String(),
  }),
  maxAttempts: 5,
});

/**
 * Begins a password reset. Whether the name exists is found out by a job, after the answer: the answer and its time are the
 * same for every name (R14). The ticket binds the code to the browser that asked. Throws `identity.too_many_attempts`.
 */
export async function forgotPassword(
  deps: Deps,
  username: string,
  origin: Origin,
): Promise<{ ticket: string; expiresAt: Date }> {
  await claimAttempt(deps, [
    [`forgot:${skeletonOf(username.trim())}`, { most: 10, ms: hours(1) }],
    [`forgot-from:${origin.ip}`, { most: 60, ms: hours(1) }],
  ]);
  const ticket = newToken();
  await enqueue(deps.db, startReset, { username, ticketDigest: digestOf(ticket).toString('base64'), ...origin });
  return { ticket, expiresAt: after(deps.clock.now(), minutes(10)) };
}

/** Sends the reset code, if there is somebody to send it to. */
export async function beginReset(
  deps: Deps,
  payload: { username: string; ticketDigest: string; ip: string; userAgent: string },
): Promise<void> {
  const found = await findLineByUsername(deps.db, payload.username, deps.clock.now());
  if (!found || found.suspendedAt) return;
  const ref = { companyId: found.companyId, lineId: found.id };
  try {
    await withLine(deps.db, ref, async (tx, line) => {
      const to =
        line.cell !== null
          ? ({ channel: 'text', target: line.cell } as const)
          : line.email !== null
            ? ({ channel: 'mail', target: line.email } as const)
            : undefined;
      if (!to) return;
      await sendCode(tx, deps, line, {
        purpose: 'forgot',
        ...to,
        ticketDigest: Buffer.from(payload.ticketDigest, 'base64'),
        ip: payload.ip,
      });
      await record(
        tx,
        deps,
        { ...ref, origin: { ip: payload.ip, userAgent: payload.userAgent } },
        'password.reset-asked',
        { channel: to.channel },
      );
    });
  } catch (error) {
    // Limits are reached: nobody may learn that from the outside, and trying again would not help.
    if (error instanceof AppError)
      return deps.log.info({ code: error.spec.code, line: found.id }, 'no reset code was sent');
    throw error;
  }
}
