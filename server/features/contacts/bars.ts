import { and, eq, sql } from 'drizzle-orm';
import type { PhoneNumber } from '#contract/ids.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';
import type { Bars } from './store.ts';
import { barredNumber } from './tables.ts';

export type Bar = 'blocked' | 'screened';

/**
 * Bars a number or lifts its bar: `blocked` when they opted out or came back, `screened` when the line blocks or unblocks
 * them. A number needs no contact for it. True when that changed something.
 */
export async function setBar(
  tx: Db,
  ref: LineRef,
  bar: { readonly number: PhoneNumber; readonly kind: Bar; readonly at: Date | null },
): Promise<boolean> {
  const column = bar.kind === 'blocked' ? barredNumber.blockedAt : barredNumber.screenedAt;
  const key = bar.kind === 'blocked' ? 'blockedAt' : 'screenedAt';
  const changed = bar.at
    ? await tx
        .insert(barredNumber)
        .values({ companyId: ref.companyId, lineId: ref.lineId, number: bar.number, [key]: bar.at })
        .onConflictDoUpdate({
          target: [barredNumber.companyId, barredNumber.lineId, barredNumber.number],
          set: { [key]: bar.at },
          // The first time counts: who texts STOP twice opted out when they first did.
          setWhere: sql`${column} is null`,
        })
        .returning({ number: barredNumber.number })
    : await tx
        .update(barredNumber)
        .set({ [key]: null })
        .where(and(isNumber(ref, bar.number), sql`${column} is not null`))
        .returning({ number: barredNumber.number });
  if (changed.length === 0) return false;
  await tell(tx, { line: ref.lineId, topic: 'contacts' });
  return true;
}

/** How a number stands, whether it is a contact's or not. */
export async function barsOf(db: Db, ref: LineRef, number: PhoneNumber): Promise<Bars> {
  const [found] = await db
    .select({ blockedAt: barredNumber.blockedAt, screenedAt: barredNumber.screenedAt })
    .from(barredNumber)
    .where(isNumber(ref, number));
  return found ?? { blockedAt: null, screenedAt: null };
}

const isNumber = (ref: LineRef, number: PhoneNumber) =>
  and(eq(barredNumber.companyId, ref.companyId), eq(barredNumber.lineId, ref.lineId), eq(barredNumber.number, number));
