import { and, asc, desc, eq, isNotNull, isNull, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { CompanyId, LineId, PhoneNumber } from '#contract/ids.ts';
import { barredNumber } from '#server/features/contacts/index.ts';
import { company, line } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { call, callEvent, callLeg, phoneSettings, voicemail } from './tables.ts';

export type CallRow = typeof call.$inferSelect;
export type LegRow = typeof callLeg.$inferSelect;
export type VoicemailRow = typeof voicemail.$inferSelect;
export interface CallRef {
  readonly companyId: CompanyId;
  readonly callId: string;
}

const isCall = ({ companyId, callId }: CallRef) => and(eq(call.companyId, companyId), eq(call.id, callId));

/** A line with its company, and what it decided about its calls (null: everything as it comes). */
export type Called = NonNullable<Awaited<ReturnType<typeof findLine>>>;

/** The line that has this number: who is called. */
export async function findLineByNumber(db: Db, number: string) {
  // Compared as it came; one that is none finds nobody.
  return (await lines(db).where(eq(line.number, number as PhoneNumber)))[0];
}

export async function findLine(db: Db, companyId: CompanyId, lineId: LineId) {
  return (await lines(db).where(and(eq(line.companyId, companyId), eq(line.id, lineId))))[0];
}

const lines = (db: Db) =>
  db
    .select({ line, company, settings: phoneSettings })
    .from(line)
    .innerJoin(company, eq(company.id, line.companyId))
    .leftJoin(phoneSettings, and(eq(phoneSettings.companyId, line.companyId), eq(phoneSettings.lineId, line.id)));

export async function findPhoneSettings(db: Db, companyId: CompanyId, lineId: LineId) {
  const [found] = await db
    .select()
    .from(phoneSettings)
    .where(and(eq(phoneSettings.companyId, companyId), eq(phoneSettings.lineId, lineId)));
  return found;
}

export async function writePhoneSettings(
  db: Db,
  row: typeof phoneSettings.$inferInsert,
  set: Partial<typeof phoneSettings.$inferInsert>,
): Promise<void> {
  await db
    .insert(phoneSettings)
    .values({ ...row, ...set })
    .onConflictDoUpdate({ target: [phoneSettings.companyId, phoneSettings.lineId], set });
}

/** Numbers that the line blocks, the newest first. */
export function listBlocked(db: Db, companyId: CompanyId, lineId: LineId) {
  return db
    .select({ number: barredNumber.number, at: barredNumber.screenedAt })
    .from(barredNumber)
    .where(
      and(eq(barredNumber.companyId, companyId), eq(barredNumber.lineId, lineId), isNotNull(barredNumber.screenedAt)),
    )
    .orderBy(desc(barredNumber.screenedAt))
    .limit(500);
}

/**
 * Writes a call down with the telephone it begins with and the job that looks after it, in one statement. Throws a violation of
 * `call_carrier` where the carrier's id is known already.
 */
export async function insertCall(
  db: Db,
  row: typeof call.$inferInsert,
  first: typeof callLeg.$inferInsert,
  lookingAfter: SQL,
) {
  const made = db.$with('made').as(db.insert(call).values(row).returning());
  const leg = db.$with('leg').as(db.insert(callLeg).values(first).returning());
  const looked = db.$with('looked', { later: sql`later`.as('later') }).as(lookingAfter);
  const [both] = await db.with(made, leg, looked).select().from(made).crossJoin(leg).crossJoin(looked);
  if (!both) throw new Error('a call that was inserted did not come back');
  return { call: both.made, leg: both.leg };
}

export async function findCall(db: Db, ref: CallRef): Promise<CallRow | undefined> {
  return (await db.select().from(call).where(isCall(ref)))[0];
}

export async function findCallByCarrierId(db: Db, carrierId: string): Promise<CallRow | undefined> {
  return (await db.select().from(call).where(eq(call.carrierId, carrierId)))[0];
}

/** The call, locked until the transaction ends: whatever is decided about it is decided once. */
export async function lockCall(tx: Db, ref: CallRef): Promise<CallRow | undefined> {
  return (await tx.select().from(call).where(isCall(ref)).for('update'))[0];
}

export async function lockCallByCarrierId(tx: Db, carrierId: string): Promise<CallRow | undefined> {
  return (await tx.select().from(call).where(eq(call.carrierId, carrierId)).for('update'))[0];
}

export async function updateCall(db: Db, row: CallRow, set: Partial<typeof call.$inferInsert>): Promise<CallRow> {
  const [changed] = await db
    .update(call)
    .set(set)
    .where(isCall({ companyId: row.companyId, callId: row.id }))
    .returning();
  if (!changed) throw new Error('a call that is locked is gone');
  return changed;
}

export function listLegs(db: Db, ref: CallRef): Promise<LegRow[]> {
  return db
    .select()
    .from(callLeg)
    .where(and(eq(callLeg.companyId, ref.companyId), eq(callLeg.callId, ref.callId)))
    .orderBy(asc(callLeg.id));
}

export async function insertLeg(db: Db, row: typeof callLeg.$inferInsert): Promise<LegRow> {
  const [made] = await db.insert(callLeg).values(row).returning();
  if (!made) throw new Error('a leg that was inserted did not come back');
  return made;
}

export async function updateLeg(db: Db, row: LegRow, set: Partial<typeof callLeg.$inferInsert>): Promise<LegRow> {
  const [changed] = await db
    .update(callLeg)
    .set(set)
    .where(and(eq(callLeg.companyId, row.companyId), eq(callLeg.id, row.id)))
    .returning();
  if (!changed) throw new Error('a leg that is there is gone');
  return changed;
}

/** Forgets that the browser was on a call: it was not. */
export async function deleteBrowserLegs(db: Db, row: Pick<CallRow, 'companyId' | 'id'>): Promise<void> {
  const isOfIt = and(eq(callLeg.companyId, row.companyId), eq(callLeg.callId, row.id), eq(callLeg.kind, 'browser'));
  await db.delete(callLeg).where(isOfIt);
}

/** Keeps what the carrier told; false where it told it before. */
export async function insertEvent(db: Db, row: typeof callEvent.$inferInsert): Promise<boolean> {
  const made = await db.insert(callEvent).values(row).onConflictDoNothing().returning({ key: callEvent.key });
  return made.length > 0;
}

/** Calls of a line that are not over. */
export function listLiveCalls(db: Db, companyId: CompanyId, lineId: LineId): Promise<CallRow[]> {
  return db
    .select()
    .from(call)
    .where(and(eq(call.companyId, companyId), eq(call.lineId, lineId), isNull(call.endedAt)))
    .orderBy(asc(call.id))
    .limit(20);
}

/** Whether the line's cell rings already for another call of this caller: then this one comes from there, or would find it busy. */
export async function ringsForCaller(
  db: Db,
  row: Pick<CallRow, 'companyId' | 'lineId' | 'id' | 'from'>,
): Promise<boolean> {
  const [found] = await db
    .select({ id: callLeg.id })
    .from(call)
    .innerJoin(callLeg, and(eq(callLeg.companyId, call.companyId), eq(callLeg.callId, call.id)))
    .where(
      and(
        eq(call.companyId, row.companyId),
        eq(call.lineId, row.lineId),
        isNull(call.endedAt),
        ne(call.id, row.id),
        eq(call.from, row.from),
        eq(callLeg.kind, 'cell'),
        isNull(callLeg.endedAt),
      ),
    )
    .limit(1);
  return found !== undefined;
}

/** Calls of a line with their voicemails, newest first. Rejected ones are nobody's business. */
export function listCalls(
  db: Db,
  companyId: CompanyId,
  lineId: LineId,
  query: { show: 'all' | 'missed' | 'voicemail'; before: string | undefined; limit: number },
) {
  return db
    .select({ call, voicemail })
    .from(call)
    .leftJoin(
      voicemail,
      and(eq(voicemail.companyId, call.companyId), eq(voicemail.callId, call.id), isNull(voicemail.deletedAt)),
    )
    .where(
      and(
        eq(call.companyId, companyId),
        eq(call.lineId, lineId),
        sql`${call.reason} is distinct from 'blocked'`,
        query.before === undefined ? undefined : lt(call.id, query.before),
        query.show === 'missed' ? and(eq(call.outcome, 'missed'), eq(call.incoming, true)) : undefined,
        query.show === 'voicemail' ? sql`${voicemail.id} is not null` : undefined,
      ),
    )
    .orderBy(desc(call.id))
    .limit(query.limit);
}

export function countUnheard(db: Db, companyId: CompanyId, lineId: LineId): Promise<number> {
  return db.$count(
    voicemail,
    and(
      eq(voicemail.companyId, companyId),
      eq(voicemail.lineId, lineId),
      isNull(voicemail.heardAt),
      isNull(voicemail.deletedAt),
    ),
  );
}

export async function insertVoicemail(db: Db, row: typeof voicemail.$inferInsert): Promise<boolean> {
  const made = await db.insert(voicemail).values(row).onConflictDoNothing().returning({ id: voicemail.id });
  return made.length > 0;
}

/** A voicemail of this line that was not deleted. */
export async function findVoicemail(db: Db, companyId: CompanyId, lineId: LineId, id: string) {
  const [found] = await db
    .select()
    .from(voicemail)
    .where(
      and(
        eq(voicemail.companyId, companyId),
        eq(voicemail.lineId, lineId),
        eq(voicemail.id, id),
        isNull(voicemail.deletedAt),
      ),
    );
  return found;
}

export async function findVoicemailOf(db: Db, ref: CallRef): Promise<VoicemailRow | undefined> {
  const [found] = await db
    .select()
    .from(voicemail)
    .where(and(eq(voicemail.companyId, ref.companyId), eq(voicemail.callId, ref.callId), isNull(voicemail.deletedAt)));
  return found;
}

export async function updateVoicemail(
  db: Db,
  row: Pick<VoicemailRow, 'companyId' | 'id'>,
  set: Partial<typeof voicemail.$inferInsert>,
): Promise<void> {
  await db
    .update(voicemail)
    .set(set)
    .where(and(eq(voicemail.companyId, row.companyId), eq(voicemail.id, row.id)));
}
