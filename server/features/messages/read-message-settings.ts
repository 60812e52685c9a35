import { and, eq } from 'drizzle-orm';
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts';
import { commonErrors } from '#contract/endpoint.ts';
import type { messageSettings as contract, MessageSettings } from '#contract/message-settings.ts';
import type { Deps } from '#server/deps.ts';
import { type LineRef, line } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { changeable, columnsOf } from './change-message-settings.ts';
import { gatherIncoming } from './gather-incoming.ts';
import { findParties } from './parties.ts';
import { readRecipient } from './reachable.ts';
import { findMessageSettings } from './settings-store.ts';
import { whatHappens } from './what-happens.ts';

/** Message Settings as the page shows them. */
export async function readMessageSettings(deps: Deps, ref: LineRef): Promise<MessageSettings> {
  const row = await findMessageSettings(deps.db, ref);
  const { cell } = await findCell(deps, ref);
  const last = row.lastDelivery;
  return {
    ...changeable(row),
    cell,
    webhook: row.webhookUrl === null ? null : { last: last && { at: last.at, ok: last.ok, status: last.status } },
  };
}

/** "What happens when someone texts me?": the very rule, for a chosen sender, text and time. */
export async function explainIncoming(
  deps: Deps,
  ref: LineRef,
  asked: BodyOf<typeof contract.whatHappens>,
): Promise<ReplyOf<typeof contract.whatHappens>> {
  const at = asked.at === undefined ? deps.clock.now() : new Date(asked.at);
  const typed = asked.from?.trim() ?? '';
  const read =
    typed === ''
      ? undefined
      : readRecipient(typed, { region: deps.config.region, countries: deps.config.textCountries });
  // Somebody new, unless a number was typed; a short code is one as it is.
  const from = read && 'number' in read ? read.number : typed === '' ? '+10000000000' : typed;
  const row = await findMessageSettings(deps.db, ref);
  const settings = asked.draft ? { ...row, ...columnsOf(asked.draft) } : row;
  const { cell } = await findCell(deps, ref);
  const facts = await gatherIncoming(deps.db, { ...ref, cell }, { from, text: asked.text ?? 'Hello', at }, settings);
  const { party } = await findParties(deps.db, ref, [from]);
  const steps = whatHappens(facts).map((step) =>
    step.step === 'arrives' && typed === '' ? { ...step, detail: null } : step,
  );
  return { steps, at: at.toISOString(), open: facts.isOpen, from: typed === '' ? null : party(from) };
}

async function findCell(deps: Deps, ref: LineRef) {
  const [found] = await deps.db
    .select({ cell: line.cell })
    .from(line)
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  if (!found) throw new AppError(commonErrors.notFound);
  return found;
}
