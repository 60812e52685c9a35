import { and, eq, gt, sql } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import type { CompanyId, LineId, PhoneNumber } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { line } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import type { Outcome } from './hand-over.ts';
import { nextLane } from './receipt-store.ts';
import { sendingNumber } from './tables.ts';

/** Whose number it is, and where: its day is the line's. */
export interface Owner {
  readonly companyId: CompanyId;
  readonly lineId: LineId;
  readonly timeZone: string;
}

/** What a number has sent: how many segments on which day. */
export interface DayCount {
  readonly sentOn: string | null;
  readonly sentToday: number;
}

const unlimited = 2 ** 31 - 1;

export const dayIn = (timeZone: string, at: Date): string => wall(timeZone, at).toPlainDate().toString();

/** How many segments may still go to many today. What goes to one counts too, and never waits. */
export function leftToday(perDay: number, count: DayCount, today: string): number {
  if (perDay === 0) return unlimited;
  // A day that is over; a line that moves to a zone where it is yesterday gets no second yesterday.
  if (count.sentOn === null || count.sentOn < today) return perDay;
  return Math.max(0, perDay - count.sentToday);
}

/** What waits with a number for the next day, if nothing but texts to many is left of it. */
export async function waitForNextDay(tx: Db, from: PhoneNumber, owner: Owner, now: Date): Promise<void> {
  if ((await nextLane(tx, from)) !== 1) return;
  const next = wall(owner.timeZone, now).toPlainDate().add({ days: 1 }).toZonedDateTime(owner.timeZone);
  await tx
    .update(sendingNumber)
    .set({ limitedUntil: new Date(next.epochMilliseconds) })
    .where(eq(sendingNumber.number, from));
}

/** Until when texts to many of a number wait, if they do. */
export async function limitedUntil(db: Db, from: PhoneNumber, now: Date): Promise<Date | undefined> {
  const [found] = await db
    .select({ until: sendingNumber.limitedUntil })
    .from(sendingNumber)
    .where(and(eq(sendingNumber.number, from), gt(sendingNumber.limitedUntil, now)));
  return found?.until ?? undefined;
}

/** Until when texts to many of a line wait for their number's next day, if they do. */
export async function lineLimitedUntil(db: Db, ref: LineRef, now: Date): Promise<Date | undefined> {
  const [found] = await db
    .select({ until: sendingNumber.limitedUntil })
    .from(line)
    .innerJoin(sendingNumber, eq(sendingNumber.number, line.number))
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId), gt(sendingNumber.limitedUntil, now)));
  return found?.until ?? undefined;
}

/** Takes off the day's count what the carrier did not take after all. */
export async function uncount(db: Db, from: PhoneNumber, today: string, outcomes: readonly Outcome[]): Promise<void> {
  const units = outcomes
    .filter((one) => one.state === 'queued' || (one.state === 'failed' && one.carrierId === undefined))
    .reduce((sum, one) => sum + one.of.segments, 0);
  if (units === 0) return;
  await db
    .update(sendingNumber)
    .set({ sentToday: sql`greatest(0, ${sendingNumber.sentToday} - ${units})` })
    .where(and(eq(sendingNumber.number, from), eq(sendingNumber.sentOn, today)));
}

/** How many segments a line's number may still send to many on the day of `at`. */
export async function leftOnDayOf(db: Db, ref: LineRef, perDay: number, at: Date): Promise<number> {
  const [found] = await db
    .select({ timeZone: line.timeZone, sentOn: sendingNumber.sentOn, sentToday: sendingNumber.sentToday })
    .from(line)
    .leftJoin(sendingNumber, eq(sendingNumber.number, line.number))
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  if (!found) return perDay;
  return leftToday(perDay, { sentOn: found.sentOn, sentToday: found.sentToday ?? 0 }, dayIn(found.timeZone, at));
}

const wall = (timeZone: string, at: Date) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
