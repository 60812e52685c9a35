import { inArray } from 'drizzle-orm';
import type { PhoneNumber } from '#contract/ids.ts';
import { CarrierDownError, type SentText } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import { after, minutes, seconds } from '#server/platform/clock.ts';
import { handOver, type Outcome, wordsFor } from './hand-over.ts';
import { type Claimed, listOpen, nextLane } from './receipt-store.ts';
import { lookUpLater, wakeSending } from './sending-jobs.ts';
import { settleOutcomes } from './settle-outcomes.ts';
import { receipt } from './tables.ts';

/** A carrier may be slow to list what it took: only when it has not listed a text twice is the text sent again. */
const mostChecks = 2;
const patienceMs = seconds(20);

/** Finds out what became of texts about which the carrier fell silent, or whose process died. */
export async function lookUpTexts(deps: Deps, from: PhoneNumber): Promise<void> {
  const now = deps.clock.now();
  const open = await listOpen(deps.db, from, 'unknown', after(now, -patienceMs));
  const unsettled = open.length === 0 ? 0 : await lookUp(deps, from, open);
  const [younger] = await listOpen(deps.db, from, 'unknown', now);
  await deps.db.transaction(async (tx) => {
    if (unsettled > 0 || younger) await lookUpLater(tx, from, deps.clock);
    // What is to be sent again; also when an earlier run of this job found it out and died.
    const lane = await nextLane(tx, from);
    if (lane !== undefined) await wakeSending(tx, from, lane === 0 ? 'one' : 'many');
  });
}

const sideBySide = 10;

/** Answers how many are still not known. */
export async function lookUp(deps: Deps, from: PhoneNumber, open: readonly Claimed[]): Promise<number> {
  const contents = await handOver.contents(deps, open);
  const taken = new Set<string>();
  const outcomes: Outcome[] = [];
  const waiting = [...open];
  const hands = Array.from({ length: sideBySide }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const content = contents.get(next.messageId);
      const words = content && wordsFor(deps, next, content).text;
      outcomes.push(await judge(deps, from, next, words, taken));
    }
  });
  await Promise.all(hands);
  await settleOutcomes(deps, outcomes);
  return outcomes.filter((one) => one.state === 'unknown').length;
}

async function judge(
  deps: Deps,
  from: PhoneNumber,
  of: Claimed,
  words: string | undefined,
  taken: Set<string>,
): Promise<Outcome> {
  try {
    const since = after(of.triedAt, -minutes(2));
    const sent = (await deps.carrier.findSent({ to: of.to, from, since })).filter((one) => one.text === words);
    const free = await notOurs(deps, sent, taken);
    // The oldest that belongs to no other text of ours: the same words may have gone to the same person twice.
    const found = free.at(-1);
    if (!found)
      return of.checks + 1 >= mostChecks ? { of, state: 'queued' } : { of, state: 'unknown', checks: of.checks + 1 };
    taken.add(found.carrierId);
    const state = found.status === 'delivered' ? 'delivered' : found.status === 'failed' ? 'failed' : 'sent';
    return { of, state, carrierId: found.carrierId, ...(state === 'failed' && { failure: 'other' }) };
  } catch (error) {
    if (error instanceof CarrierDownError) return { of, state: 'unknown', checks: of.checks };
    throw error;
  }
}

async function notOurs(deps: Deps, sent: readonly SentText[], taken: ReadonlySet<string>): Promise<SentText[]> {
  if (sent.length === 0) return [];
  const known = await deps.db
    .select({ id: receipt.carrierId })
    .from(receipt)
    .where(
      inArray(
        receipt.carrierId,
        sent.map((one) => one.carrierId),
      ),
    );
  const used = new Set(known.map((row) => row.id));
  return sent.filter((one) => !used.has(one.carrierId) && !taken.has(one.carrierId));
}
