import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { CompanyId, LineId, PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { after, seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import type { DayCount } from './daily-limit.ts';
import type { Claimed } from './receipt-store.ts';
import { sendingNumber } from './tables.ts';

/** Somebody's right to hand over what waits with a number. It ends by itself: who died holds nothing up for long. */
export interface Lease {
  readonly number: PhoneNumber;
  readonly id: string;
  /** No text is begun after this, so that its answer, however slow, comes before anybody else may begin. By the computer's own clock. */
  readonly beginUntil: number;
}

/** Longer than a carrier may take to answer (10 s) after the last moment at which a text is begun. */
const leaseMs = seconds(15);
const beginMs = seconds(4);

/** Takes the number, or says when to ask again. The bucket is made with the first text of a number. */
export async function takeLease(
  deps: Pick<Deps, 'db' | 'clock'>,
  number: PhoneNumber,
  owner: { companyId: CompanyId; lineId: LineId },
): Promise<Lease | { readonly askAgain: Date }> {
  const id = randomUUID();
  const now = deps.clock.now();
  const beginUntil = performance.now() + beginMs;
  await deps.db
    .insert(sendingNumber)
    .values({ number, ...owner, filledAt: new Date(0) })
    .onConflictDoNothing();
  const at = now.toISOString();
  const { rows } = await deps.db.execute<{ mine: boolean; until: string }>(sql`
    with now_held as (select greatest(coalesce(lease_until, 'epoch'), coalesce(rest_until, 'epoch')) as until from sending_number where number = ${number} for update),
    taken as (
      update sending_number n set lease_id = ${id}, lease_until = ${after(now, leaseMs).toISOString()}::timestamptz
      from now_held h where n.number = ${number} and h.until <= ${at}::timestamptz returning 1)
    select exists (select 1 from taken) as mine, until from now_held`);
  const [found] = rows;
  return found?.mine ? { number, id, beginUntil } : { askAgain: new Date(found?.until ?? at) };
}

export async function endLease(tx: Db, lease: Lease, restUntil: Date | undefined): Promise<void> {
  await tx
    .update(sendingNumber)
    .set({ leaseId: null, leaseUntil: null, ...(restUntil && { restUntil }) })
    .where(and(eq(sendingNumber.number, lease.number), eq(sendingNumber.leaseId, lease.id)));
}

export interface Renewed extends DayCount {
  readonly lease: Lease;
  /** Segments that may go out now; a long text may take more than there are, and the next ones wait for it. */
  readonly tokens: number;
}

/** Goes on holding the number and fills its bucket; undefined when somebody else holds it by now. */
export async function renewLease(tx: Db, lease: Lease, now: Date, rate: number): Promise<Renewed | undefined> {
  const beginUntil = performance.now() + beginMs;
  // At most three seconds' worth gathers; a rate below one a second still gathers one.
  const most = Math.max(1, Math.ceil(rate * 3));
  const at = now.toISOString();
  const { rows } = await tx.execute<{ tokens: number; sent_on: string | null; sent_today: number }>(sql`
    update sending_number set lease_until = ${after(now, leaseMs).toISOString()}::timestamptz,
      tokens = least(${most}, tokens + floor(extract(epoch from ${at}::timestamptz - filled_at) * ${rate}::float8)::bigint)::int,
      filled_at = case when floor(extract(epoch from ${at}::timestamptz - filled_at) * ${rate}::float8) > 0 then ${at}::timestamptz else filled_at end
    where number = ${lease.number} and lease_id = ${lease.id} returning tokens, sent_on::text, sent_today`);
  const [found] = rows;
  return (
    found && {
      lease: { ...lease, beginUntil },
      tokens: found.tokens,
      sentOn: found.sent_on,
      sentToday: found.sent_today,
    }
  );
}

/** Takes what is handed over out of the bucket, and counts it on the day. */
export async function payFor(tx: Db, number: PhoneNumber, claimed: readonly Claimed[], today: string): Promise<void> {
  const segments = claimed.reduce((sum, one) => sum + one.segments, 0);
  const isAfterToday = sql`${sendingNumber.sentOn} >= ${today}::date`;
  await tx
    .update(sendingNumber)
    .set({
      tokens: sql`${sendingNumber.tokens} - ${segments}`,
      sentToday: sql`case when ${isAfterToday} then ${sendingNumber.sentToday} else 0 end + ${segments}`,
      sentOn: sql`greatest(${sendingNumber.sentOn}, ${today}::date)`,
      // Whoever allowed more since is heard.
      ...(claimed.some((one) => one.lane === 1) && { limitedUntil: null }),
    })
    .where(eq(sendingNumber.number, number));
}
