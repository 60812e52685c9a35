import { randomInt } from 'node:crypto';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { Type } from 'typebox';
import { identityErrors as e } from '#contract/identity.ts';
import type { ChallengeId, ChangeId, SessionId } from '#contract/ids.ts';
import type { Waiting } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { after, hours, minutes, seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { type Limit, takeUse, usesLeft } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { digestOf, newToken, type Secrets } from '#server/platform/secrets.ts';
import { takeCountryCode } from './country-codes.ts';
import { type Channel, challenge, type Purpose } from './tables.ts';
import type { Line, LineRef } from './with-line.ts';

export type Challenge = typeof challenge.$inferSelect;

export const guessesPerCode = 5;
/** R3: these outlive the code, so a resend does not refill them. A success or an admin clears them. */
export const guessLimit: Limit = { most: 20, ms: hours(1), inARow: 100 };
export const guessKeys = (of: Pick<Challenge, 'lineId' | 'purpose' | 'target'>) =>
  [`guess:${of.purpose}:${of.lineId}`, `guess-to:${of.target}`] as const;

/** R13, for all purposes together. */
const perNumber: Limit = { most: 5, ms: hours(1) };
const perLine: Limit = { most: 10, ms: hours(1) };
const perAddress: Limit = { most: 20, ms: hours(1) };
const resendAfter = seconds(30);

export const deliverCode = defineJob({
  name: 'identity.deliver-code',
  payload: Type.Object({ companyId: Type.String(), challengeId: Type.String(), sealed: Type.String() }),
});

export interface CodeOrder {
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly target: string;
  readonly sessionId?: SessionId | undefined;
  readonly ticketDigest?: Buffer;
  readonly changeId?: ChangeId;
  /** Address of who asks: one key of the limits among several (R9). */
  readonly ip: string;
}

/**
 * Sends a one-time code (or, for an e-mail address, a link) and makes it the only one of its purpose that is good. Throws
 * `identity.codes_too_soon`, `codes_spent`, `codes_stopped`.
 */
export async function sendCode(tx: Db, deps: Deps, current: Line, order: CodeOrder): Promise<Challenge> {
  const now = deps.clock.now();
  const ref = { companyId: current.companyId, lineId: current.id };
  await refuseTooSoon(tx, ref, order, now);
  await takeQuotas(tx, deps, current, order, now);
  await dropCode(tx, ref, order.purpose, now);
  const id = newId<ChallengeId>();
  const isLink = order.purpose === 'email';
  const secret = isLink ? `v${newToken()}` : String(randomInt(1_000_000)).padStart(6, '0');
  const [made] = await tx
    .insert(challenge)
    .values({
      ...ref,
      id,
      purpose: order.purpose,
      channel: order.channel,
      target: order.target,
      sessionId: order.sessionId ?? null,
      ticketDigest: order.ticketDigest ?? null,
      changeId: order.changeId ?? null,
      digest: isLink
        ? digestOf(secret)
        : codeDigest(deps.secrets, { id, purpose: order.purpose, target: order.target }, secret),
      createdAt: now,
      expiresAt: after(now, isLink ? hours(24) : minutes(10)),
    })
    .returning();
  if (!made) throw new Error('a challenge that was inserted did not come back');
  await enqueue(tx, deliverCode, {
    companyId: current.companyId,
    challengeId: id,
    sealed: deps.secrets.seal('code', secret).toString('base64'),
  });
  return made;
}

/** R4: a code means nothing without the very challenge it was made for. */
export const codeDigest = (secrets: Secrets, of: Pick<Challenge, 'id' | 'purpose' | 'target'>, code: string) =>
  secrets.mac('code', of.id, of.purpose, of.target, code);

async function refuseTooSoon(tx: Db, ref: LineRef, order: CodeOrder, now: Date): Promise<void> {
  const [last] = await tx
    .select({ createdAt: challenge.createdAt, target: challenge.target })
    .from(challenge)
    .where(
      and(
        eq(challenge.companyId, ref.companyId),
        eq(challenge.lineId, ref.lineId),
        eq(challenge.purpose, order.purpose),
      ),
    )
    .orderBy(desc(challenge.createdAt), desc(challenge.id))
    .limit(1);
  if (!last || last.target !== order.target) return;
  const wait = last.createdAt.getTime() + resendAfter - now.getTime();
  if (wait > 0) throw new AppError(e.codesTooSoon, { detail: { retryAfterSeconds: Math.ceil(wait / 1000) } });
}

async function takeQuotas(tx: Db, deps: Deps, current: Line, order: CodeOrder, now: Date): Promise<void> {
  // Rows are locked in the order of their keys, so that two senders never wait for each other in a ring.
  const wanted: [string, Limit][] = [
    [`codes:from:${order.ip}`, perAddress],
    [`codes:line:${current.id}`, perLine],
    [`codes:to:${order.target}`, perNumber],
  ];
  for (const [key, limit] of wanted) {
    const taken = await takeUse(tx, key, limit, now);
    if (!taken.ok) throw new AppError(e.codesSpent, { detail: { retryAfterSeconds: taken.retryAfterSeconds } });
  }
  if (order.channel === 'text' && !(await takeCountryCode(tx, deps, order.target, now)))
    throw new AppError(e.codesStopped, {});
}

export async function findLiveChallenge(db: Db, ref: LineRef, purpose: Purpose): Promise<Challenge | undefined> {
  const [found] = await db
    .select()
    .from(challenge)
    .where(
      and(
        eq(challenge.companyId, ref.companyId),
        eq(challenge.lineId, ref.lineId),
        eq(challenge.purpose, purpose),
        isNull(challenge.consumedAt),
        isNull(challenge.supersededAt),
      ),
    );
  return found;
}

/** Makes the live code of a purpose worthless; true when there was one. */
export async function dropCode(tx: Db, ref: LineRef, purpose: Purpose, now: Date): Promise<boolean> {
  const dropped = await tx
    .update(challenge)
    .set({ supersededAt: now })
    .where(
      and(
        eq(challenge.companyId, ref.companyId),
        eq(challenge.lineId, ref.lineId),
        eq(challenge.purpose, purpose),
        isNull(challenge.consumedAt),
        isNull(challenge.supersededAt),
      ),
    )
    .returning({ id: challenge.id });
  return dropped.length > 0;
}

/** How a challenge looks on the page that waits for it; undefined once it has expired. */
export async function waitingOf(deps: Deps, db: Db, of: Challenge): Promise<Waiting> {
  const now = deps.clock.now();
  const budget = await Promise.all(guessKeys(of).map((key) => usesLeft(db, key, guessLimit, now)));
  return {
    target: of.target,
    sentAt: of.createdAt.toISOString(),
    expiresAt: of.expiresAt.toISOString(),
    resendAt: after(of.createdAt, resendAfter).toISOString(),
    triesLeft: Math.max(0, Math.min(guessesPerCode - of.attempts, ...budget)),
    delivery: of.delivery,
    ...(of.deliveryWhy !== null && { why: of.deliveryWhy }),
  };
}

/** Whether a code is that of an earlier challenge of the same purpose, which a newer one replaced. */
export async function isReplacedCode(db: Db, secrets: Secrets, live: Challenge, code: string): Promise<boolean> {
  const earlier = await db
    .select()
    .from(challenge)
    .where(
      and(
        eq(challenge.companyId, live.companyId),
        eq(challenge.lineId, live.lineId),
        eq(challenge.purpose, live.purpose),
        sql`${challenge.supersededAt} is not null`,
      ),
    )
    .orderBy(desc(challenge.createdAt))
    .limit(5);
  return earlier.some((one) => one.digest.equals(codeDigest(secrets, one, code)));
}
