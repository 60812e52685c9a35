import { and, eq } from 'drizzle-orm';
import type { CompanyId, PhoneNumber } from '#contract/ids.ts';
import type { RejectReason } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import { minutes } from '#server/platform/clock.ts';
import { lastFour } from '#server/platform/log.ts';
import { systemText } from './carrier-tables.ts';
import { noticeNumber } from './notice-number.ts';

export type TextOutcome = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly reason: RejectReason };

/** The carrier cannot take the text now, or nobody knows whether it did: the job comes back. */
export class TextDelayed extends Error {}

/**
 * Texts a code or notice, once. The try is written down before the carrier is asked; a repeat after a crash or after the
 * carrier fell silent first looks whether the carrier has the text already. Throws `TextDelayed`.
 */
export async function sendSystemText(
  deps: Deps,
  order: { companyId: CompanyId; id: string; to: PhoneNumber; text: string },
): Promise<TextOutcome> {
  const from = await noticeNumber(deps);
  const begun = await begin(deps, order);
  if (begun.state === 'accepted' || begun.state === 'delivered') return { kind: 'accepted' };
  if (begun.repeat) {
    const found = (
      await deps.carrier.findSent({ to: order.to, from, since: new Date(begun.firstTriedAt.getTime() - minutes(2)) })
    ).find((sent) => sent.text === order.text);
    if (found) return accepted(deps, order, found.carrierId);
  }
  const outcome = await deps.carrier.sendText({
    from,
    to: order.to,
    text: order.text,
    statusUrl: `${deps.config.publicUrl}/carrier/main/status`,
  });
  if (outcome.kind === 'accepted') return accepted(deps, order, outcome.carrierId);
  if (outcome.kind === 'ambiguous') throw new TextDelayed(outcome.why);
  deps.log.warn(
    { to: lastFour(order.to), reason: outcome.reason, code: outcome.carrierCode },
    'carrier refused a text',
  );
  if (outcome.reason === 'too_fast' || outcome.reason === 'unavailable' || outcome.reason === 'credentials')
    throw new TextDelayed(outcome.reason);
  await deps.db.update(systemText).set({ state: 'failed' }).where(of(order));
  return { kind: 'refused', reason: outcome.reason };
}

const of = (order: { companyId: CompanyId; id: string }) =>
  and(eq(systemText.companyId, order.companyId), eq(systemText.id, order.id));

async function begin(deps: Deps, order: { companyId: CompanyId; id: string; to: PhoneNumber }) {
  const firstTriedAt = deps.clock.now();
  const made = await deps.db
    .insert(systemText)
    .values({ companyId: order.companyId, id: order.id, to: order.to, state: 'trying', firstTriedAt })
    .onConflictDoNothing()
    .returning();
  if (made[0]) return { ...made[0], repeat: false };
  const [known] = await deps.db.select().from(systemText).where(of(order));
  if (!known) throw new Error('a text that was begun is gone');
  return { ...known, repeat: true };
}

async function accepted(
  deps: Deps,
  order: { companyId: CompanyId; id: string },
  carrierId: string,
): Promise<TextOutcome> {
  await deps.db.update(systemText).set({ state: 'accepted', carrierId }).where(of(order));
  return { kind: 'accepted' };
}
