import type { Draft, Preview } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import { room } from '#server/features/plan/index.ts';
import type { AppError } from '#server/platform/errors.ts';
import { leftOnDayOf } from './daily-limit.ts';
import { isToMany, mostSegments, type PreparedSend, prepareSend } from './prepare-send.ts';
import { momentOf } from './send-at.ts';
import { listed, type Sender } from './sender.ts';

/** What sending a draft would do. Nothing is sent or set aside. Throws what is wrong with the draft itself. */
export async function previewMessage(deps: Deps, sender: Sender, draft: Draft): Promise<Preview> {
  const now = deps.clock.now();
  const at = draft.sendAt === undefined ? now : momentOf(draft.sendAt, now);
  const prepared = await prepareSend(deps.db, deps, sender, draft, at);
  return {
    text: prepared.text,
    segmentsEach: mostSegments(prepared.addressees),
    recipients: prepared.addressees.length,
    segments: prepared.segments,
    ...listed(prepared.chosen.leftOut),
    quiet: quietOf(prepared),
    limited: await limitedOf(deps, sender, prepared, at),
    asLinks: prepared.addressees.filter((one) => one.asLinks).length,
    refusal: await refusalOf(deps, sender, prepared),
  };
}

function quietOf(prepared: PreparedSend): Preview['quiet'] {
  const held = prepared.addressees.flatMap(({ notBefore }) => (notBefore ? [notBefore.getTime()] : []));
  return held.length === 0
    ? null
    : { recipients: held.length, until: new Date(held.reduce((a, b) => Math.max(a, b))).toISOString() };
}

/** How many the number may not send to that day any more. What waits with it already may take of that, too. */
async function limitedOf(deps: Deps, sender: Sender, prepared: PreparedSend, at: Date): Promise<Preview['limited']> {
  const { textsPerDay: perDay } = deps.config;
  if (perDay === 0 || !isToMany(prepared)) return null;
  let left = await leftOnDayOf(deps.db, sender, perDay, at);
  const recipients = prepared.addressees.filter((one) => {
    left -= one.segments;
    return left < 0;
  }).length;
  return recipients === 0 ? null : { recipients, perDay };
}

async function refusalOf(deps: Deps, sender: Sender, prepared: PreparedSend): Promise<Preview['refusal']> {
  const refused = prepared.refusal ?? (await wouldBeRefused(deps, sender, prepared.segments));
  if (!refused) return null;
  return {
    code: refused.spec.code,
    message: refused.spec.message,
    ...(refused.detail && { detail: refused.detail }),
  };
}

/** Only a look at the plan: whoever writes must not wait for the sends that are under way. */
async function wouldBeRefused(deps: Deps, sender: Sender, units: number): Promise<AppError | undefined> {
  const { left, refusal } = await room(deps.db, deps, { companyId: sender.companyId, meter: 'messages' });
  return units <= left ? undefined : refusal(units);
}
