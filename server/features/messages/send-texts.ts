import { eq } from 'drizzle-orm';
import type { PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { line } from '#server/features/identity/index.ts';
import { after } from '#server/platform/clock.ts';
import { tell } from '#server/platform/live/live.ts';
import { createPace } from '#server/platform/pace.ts';
import { dayIn, leftToday, limitedUntil, type Owner, uncount, waitForNextDay } from './daily-limit.ts';
import { handOver, type Outcome } from './hand-over.ts';
import { endLease, type Lease, payFor, renewLease, takeLease } from './lease.ts';
import { lookUp } from './look-up.ts';
import { putOffNight } from './put-off-night.ts';
import { type Claimed, claimReceipts, listOpen, nextLane } from './receipt-store.ts';
import { jobTime, lookUpLater, wakeSending } from './sending-jobs.ts';
import { settleOutcomes } from './settle-outcomes.ts';

/** How long one number is worked at before others have their turn. */
const sliceMs = 1000;
const mostAtOnce = 200;

/**
 * Hands over what waits with a number, for a second at most, then makes way and comes back: fair between lines whatever they
 * send. Who does it holds the number by a lease, so each text is in one hand; texts that a dead hand left are looked up first.
 */
export async function sendTexts(deps: Deps, from: PhoneNumber): Promise<void> {
  const [owner] = await deps.db
    .select({ companyId: line.companyId, lineId: line.id, timeZone: line.timeZone })
    .from(line)
    .where(eq(line.number, from));
  // The line has another number by now, or is gone: what waited with the old one is nobody's to send.
  if (!owner) return;
  const lease = await takeLease(deps, from, { companyId: owner.companyId, lineId: owner.lineId });
  if ('askAgain' in lease) {
    // Also for what is being tried: the hand that holds the number may be a dead one's.
    const left = await listOpen(deps.db, from, 'trying', deps.clock.now());
    if (left.length > 0 || (await nextLane(deps.db, from)) !== undefined)
      await deps.db.transaction((tx) => wakeSending(tx, from, 'one', jobTime(deps.clock, lease.askAgain)));
    return;
  }
  const rest = await work(deps, lease, from, owner);
  await deps.db.transaction(async (tx) => {
    await endLease(tx, lease, rest);
    const lane = await nextLane(tx, from);
    const limited = lane === 1 ? await limitedUntil(tx, from, deps.clock.now()) : undefined;
    const next = limited ?? rest;
    if (lane !== undefined) await wakeSending(tx, from, lane === 0 ? 'one' : 'many', next && jobTime(deps.clock, next));
    await tell(tx, { line: owner.lineId, topic: 'inbox' });
  });
}

/** Answers until when the number is to rest, if the carrier or the bucket asks for it. */
async function work(deps: Deps, lease: Lease, from: PhoneNumber, owner: Owner): Promise<Date | undefined> {
  const left = await listOpen(deps.db, from, 'trying', deps.clock.now());
  if (left.length > 0) {
    // Before anything is known: whoever dies over it leaves somebody to come back.
    await deps.db.transaction((tx) => lookUpLater(tx, from, deps.clock));
    await lookUp(deps, from, left);
  }
  const began = performance.now();
  let held = lease;
  // What became of one turn is written down while the next is handed over.
  let writing = Promise.resolve();
  try {
    while (performance.now() - began < sliceMs) {
      const turn = await claimTurn(deps, held, from, owner);
      if (turn === undefined) return undefined;
      if ('rest' in turn) return turn.rest;
      held = turn.lease;
      const outcomes = await handOverInOrder(deps, from, turn.claimed, held);
      if (outcomes.some((one) => one.state === 'unknown'))
        await deps.db.transaction((tx) => lookUpLater(tx, from, deps.clock));
      await uncount(deps.db, from, turn.today, outcomes);
      await writing;
      writing = settleOutcomes(deps, outcomes);
      // Its failure is told where it is waited for.
      writing.catch(() => undefined);
      const restMs = longestRest(outcomes);
      if (restMs !== undefined) return after(deps.clock.now(), restMs);
    }
    return undefined;
  } finally {
    await writing;
  }
}

/** For how long a number is to rest after these. */
function longestRest(outcomes: readonly Outcome[]): number | undefined {
  const rests = outcomes.flatMap((one) => (one.restMs === undefined ? [] : [one.restMs]));
  return rests.length === 0 ? undefined : Math.max(...rests);
}

async function claimTurn(
  deps: Deps,
  lease: Lease,
  from: PhoneNumber,
  owner: Owner,
): Promise<{ lease: Lease; claimed: Claimed[]; today: string } | { rest: Date } | undefined> {
  const rate = deps.config.sendRate;
  return deps.db.transaction(async (tx) => {
    const now = deps.clock.now();
    const renewed = await renewLease(tx, lease, now, rate);
    if (!renewed) return undefined;
    if (renewed.tokens <= 0) return { rest: after(now, Math.ceil(((1 - renewed.tokens) / rate) * 1000)) };
    const today = dayIn(owner.timeZone, now);
    const perDay = deps.config.textsPerDay;
    const toMany = leftToday(perDay, renewed, today);
    const want = { tokens: renewed.tokens, most: mostAtOnce, at: now, toMany, isFresh: toMany === perDay };
    const turn = await claimReceipts(tx, from, want);
    if (turn.length === 0) {
      if (perDay > 0) await waitForNextDay(tx, from, owner, now);
      return undefined;
    }
    const claimed = await putOffNight(tx, deps, turn, owner.timeZone);
    await payFor(tx, from, claimed, today);
    return { lease: renewed.lease, claimed, today };
  });
}

/** How many texts of one message are under way at a time, and how many to many of this process. */
const sideBySide = 40;
const pace = createPace(80);

/** Message by message, in order; the recipients of one message side by side. */
async function handOverInOrder(
  deps: Deps,
  from: PhoneNumber,
  claimed: readonly Claimed[],
  lease: Lease,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const contents = await handOver.contents(deps, claimed);
  for (const [, message] of Map.groupBy(claimed, (one) => one.messageId)) {
    const waiting = [...message];
    const handOverOne = async (of: Claimed): Promise<Outcome> => {
      // Too late to begin one, or the carrier wants a rest: it waits its turn again, untried.
      const isOver = performance.now() > lease.beginUntil || outcomes.some((one) => one.restMs !== undefined);
      return isOver ? { of, state: 'queued' } : handOver.one(deps, from, of, contents);
    };
    const hands = Array.from({ length: Math.min(sideBySide, waiting.length) }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const of = next;
        outcomes.push(await (of.lane === 0 ? handOverOne(of) : pace.run(() => handOverOne(of))));
      }
    });
    await Promise.all(hands);
  }
  return outcomes;
}
