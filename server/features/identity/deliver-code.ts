import { and, eq } from 'drizzle-orm';
import type { ChallengeId, CompanyId, PhoneNumber } from '#contract/ids.ts';
import { CarrierDownError } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import type { Attempt } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { MailDownError } from '#server/platform/mail/mailer.ts';
import type { Challenge } from './challenge.ts';
import { composeCodeMail, composeCodeText, composeEmailLink } from './compose.ts';
import { sendSystemText, TextDelayed } from './send-system-text.ts';
import { challenge, type Delivery, line } from './tables.ts';

/**
 * Hands a code to the carrier or the mail server and keeps the page that waits for it informed. Thrown again when it is to be
 * tried later; codes that were replaced, used or are too old by then are let go.
 */
export async function deliverCode(
  deps: Deps,
  payload: { companyId: string; challengeId: string; sealed: string },
  attempt: Attempt,
): Promise<void> {
  // Only `sendCode` enqueues these.
  const [found] = await deps.db
    .select({ challenge, name: line.name, language: line.language })
    .from(challenge)
    .innerJoin(line, and(eq(line.companyId, challenge.companyId), eq(line.id, challenge.lineId)))
    .where(
      and(
        eq(challenge.companyId, payload.companyId as CompanyId),
        eq(challenge.id, payload.challengeId as ChallengeId),
      ),
    );
  if (!found) return;
  const { challenge: code } = found;
  if (code.consumedAt || code.supersededAt || code.expiresAt <= deps.clock.now()) return;
  const secret = deps.secrets.open('code', Buffer.from(payload.sealed, 'base64'));
  try {
    const refused = await hand(deps, code, found, secret);
    await note(deps, code, refused === undefined ? 'sent' : 'failed', refused);
  } catch (error) {
    if (!(error instanceof TextDelayed || error instanceof CarrierDownError || error instanceof MailDownError))
      throw error;
    await note(deps, code, attempt.last ? 'failed' : 'delayed', undefined);
    throw error;
  }
}

/** undefined when it was taken; else why not, as a code the page has words for. */
async function hand(
  deps: Deps,
  code: Challenge,
  to: { name: string; language: 'en' | 'es' },
  secret: string,
): Promise<string | undefined> {
  if (code.channel === 'text') {
    if (code.purpose === 'email') throw new Error('links are mailed');
    const text = composeCodeText(to.language, code.purpose, secret, deps.config.publicUrl);
    const outcome = await sendSystemText(deps, {
      companyId: code.companyId,
      id: code.id,
      to: code.target as PhoneNumber,
      text,
    }); // text challenges have a number as target
    return outcome.kind === 'refused' ? outcome.reason : undefined;
  }
  const letter =
    code.purpose === 'email'
      ? composeEmailLink(to.language, to.name, secret, deps.config.publicUrl)
      : composeCodeMail(to.language, code.purpose, secret);
  const outcome = await deps.mailer.send({ id: code.id, to: code.target, ...letter });
  return outcome.kind === 'refused' ? outcome.why : undefined;
}

async function note(deps: Deps, code: Challenge, delivery: Delivery, why: string | undefined): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await tx
      .update(challenge)
      .set({ delivery, deliveryWhy: why ?? null })
      // The carrier's receipt may have been quicker than we are: it knows more.
      .where(
        and(eq(challenge.companyId, code.companyId), eq(challenge.id, code.id), eq(challenge.delivery, code.delivery)),
      );
    await tell(tx, { line: code.lineId, topic: 'settings' });
  });
}
