import { and, eq, isNull, sql } from 'drizzle-orm';
import { identityErrors as e } from '#contract/identity.ts';
import type { SessionId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { clearUses, takeUse } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import { sameBytes } from '#server/platform/secrets.ts';
import {
  type Challenge,
  codeDigest,
  findLiveChallenge,
  guessesPerCode,
  guessKeys,
  guessLimit,
  isReplacedCode,
} from './challenge.ts';
import { countCodeUsed } from './country-codes.ts';
import { challenge, type Purpose } from './tables.ts';
import { type LineRef, withLine } from './with-line.ts';

export interface Guess {
  readonly purpose: Purpose;
  /** As typed or pasted: the six digits in it count, the text around them does not. */
  readonly code: string;
  /**
   * The session that the code must have been asked for in; undefined where the ticket binds it (forgot password). A code that was
   * asked for with an API key belongs to no session: any session of the line may give it.
   */
  readonly sessionId: SessionId | undefined;
}

/**
 * Judges a code. The attempt is claimed and committed before the code is looked at (R2), so neither a crash nor a race gives
 * it back. The answer is a right code's challenge; the act then calls `consume` inside its own transaction. Throws
 * `identity.code_none`, `_expired`, `_used_up`, `_wrong` (detail: triesLeft), `_replaced`, `identity.guesses_spent`.
 */
export async function judgeCode(deps: Deps, ref: LineRef, guess: Guess): Promise<Challenge> {
  const claimed = await withLine(deps.db, ref, (tx) => claimAttempt(tx, deps, ref, guess));
  const code = digitsIn(guess.code);
  if (sameBytes(claimed.digest, codeDigest(deps.secrets, claimed, code))) return claimed;
  const triesLeft = guessesPerCode - claimed.attempts;
  if (await isReplacedCode(deps.db, deps.secrets, claimed, code))
    throw new AppError(e.codeReplaced, { field: 'code', detail: { triesLeft } });
  throw new AppError(e.codeWrong, { field: 'code', detail: { triesLeft } });
}

/** Uses up a judged challenge inside the transaction of the act it allows. Throws `identity.code_none` when another request was quicker. */
export async function consume(tx: Db, deps: Deps, judged: Challenge): Promise<void> {
  const now = deps.clock.now();
  const used = await tx
    .update(challenge)
    .set({ consumedAt: now })
    .where(
      and(
        eq(challenge.companyId, judged.companyId),
        eq(challenge.id, judged.id),
        isNull(challenge.consumedAt),
        isNull(challenge.supersededAt),
        sql`${challenge.expiresAt} > ${now.toISOString()}::timestamptz`,
      ),
    )
    .returning({ id: challenge.id });
  if (used.length === 0) throw new AppError(e.codeNone, { field: 'code' });
  await clearUses(tx, guessKeys(judged));
  if (judged.channel === 'text') await countCodeUsed(tx, judged.target, now);
}

async function claimAttempt(tx: Db, deps: Deps, ref: LineRef, guess: Guess): Promise<Challenge> {
  const now = deps.clock.now();
  const live = await findLiveChallenge(tx, ref, guess.purpose);
  const elsewhere = guess.sessionId !== undefined && live?.sessionId !== null && live?.sessionId !== guess.sessionId;
  if (!live || elsewhere) throw new AppError(e.codeNone, { field: 'code' });
  if (live.expiresAt <= now) throw new AppError(e.codeExpired, { field: 'code' });
  if (live.attempts >= guessesPerCode) throw new AppError(e.codeUsedUp, { field: 'code', detail: { triesLeft: 0 } });
  for (const key of guessKeys(live)) {
    const taken = await takeUse(tx, key, guessLimit, now);
    if (!taken.ok)
      throw new AppError(e.guessesSpent, { field: 'code', detail: { retryAfterSeconds: taken.retryAfterSeconds } });
  }
  const [claimed] = await tx
    .update(challenge)
    .set({ attempts: sql`${challenge.attempts} + 1` })
    .where(
      and(
        eq(challenge.companyId, live.companyId),
        eq(challenge.id, live.id),
        sql`${challenge.attempts} < ${guessesPerCode}`,
      ),
    )
    .returning();
  if (!claimed) throw new AppError(e.codeUsedUp, { field: 'code', detail: { triesLeft: 0 } });
  return claimed;
}

/** The six digits of a typed code or a pasted message: a run of exactly six, spaces and dashes within allowed; else all digits there are. */
export function digitsIn(text: string): string {
  const run = /(?<!\d)\d{3}[\s-]?\d{3}(?!\d)/.exec(text.normalize('NFKC'));
  return (run?.[0] ?? text).replace(/\D/g, '');
}
