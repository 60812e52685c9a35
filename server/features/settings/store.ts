import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { CompanyId, KeyId, LineId } from '#contract/ids.ts';
import { apiKey, challenge, type Line, line } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';

type Written = Pick<
  Line,
  | 'name'
  | 'picture'
  | 'emailNotifications'
  | 'desktopNotifications'
  | 'soundNotifications'
  | 'timeZone'
  | 'language'
  | 'appearance'
>;

export async function updateLine(db: Db, companyId: CompanyId, lineId: LineId, set: Partial<Written>): Promise<void> {
  await db.update(line).set(set).where(isLine(companyId, lineId));
}

/** The key of the picture a line shows; null where it shows none, or is gone. */
export async function findPicture(db: Db, companyId: CompanyId, lineId: LineId): Promise<string | null> {
  const [found] = await db.select({ picture: line.picture }).from(line).where(isLine(companyId, lineId));
  return found?.picture ?? null;
}

/** Codes and links of the line that are neither used nor replaced; they may have expired. */
export function listLiveChallenges(db: Db, companyId: CompanyId, lineId: LineId) {
  return db
    .select()
    .from(challenge)
    .where(
      and(
        eq(challenge.companyId, companyId),
        eq(challenge.lineId, lineId),
        isNull(challenge.consumedAt),
        isNull(challenge.supersededAt),
      ),
    );
}

/** The line's own key: not one of its former ones, which have an end. */
export async function getOwnKey(db: Db, companyId: CompanyId, lineId: LineId) {
  const [own] = await db
    .select()
    .from(apiKey)
    .where(and(isKeyOf(companyId, lineId), isNull(apiKey.name), isNull(apiKey.disabledAt), isNull(apiKey.expiresAt)));
  if (!own?.sealed) throw new Error('a line has no key of its own');
  return { ...own, sealed: own.sealed };
}

/** Gives the line's own keys, former ones among them, an end no later than `at`; R7: an end that is now disables, nothing deletes. */
export async function stopOwnKeysBy(
  db: Db,
  companyId: CompanyId,
  lineId: LineId,
  end: { at: Date; now: Date },
): Promise<void> {
  const at = sql`${end.at.toISOString()}::timestamptz`;
  const set = end.at <= end.now ? { disabledAt: end.now } : { expiresAt: sql<Date>`least(${apiKey.expiresAt}, ${at})` };
  await db
    .update(apiKey)
    .set(set)
    .where(and(isKeyOf(companyId, lineId), isNull(apiKey.name), isNull(apiKey.disabledAt)));
}

export function countNamedKeys(db: Db, companyId: CompanyId, lineId: LineId): Promise<number> {
  return db.$count(apiKey, and(isKeyOf(companyId, lineId), isNotNull(apiKey.name), isNull(apiKey.disabledAt)));
}

export async function insertKey(db: Db, key: typeof apiKey.$inferInsert): Promise<void> {
  await db.insert(apiKey).values(key);
}

/** Disables a named key; undefined when the line has no such key that was not stopped before. */
export async function disableNamedKey(db: Db, companyId: CompanyId, lineId: LineId, key: { id: string; now: Date }) {
  const [stopped] = await db
    .update(apiKey)
    .set({ disabledAt: key.now })
    // Digits by the contract; whether it is a key is for the query to say.
    .where(
      and(
        isKeyOf(companyId, lineId),
        eq(apiKey.id, key.id as KeyId),
        isNotNull(apiKey.name),
        isNull(apiKey.disabledAt),
      ),
    )
    .returning({ name: apiKey.name, lastFour: apiKey.lastFour });
  return stopped;
}

/** Sets the calls a minute of a key that was not stopped; undefined when the line has no such key. */
export async function setKeyRate(
  db: Db,
  companyId: CompanyId,
  lineId: LineId,
  key: { id: string; perMinute: number | null },
) {
  const [set] = await db
    .update(apiKey)
    .set({ perMinute: key.perMinute })
    // Digits by the contract, as above.
    .where(and(isKeyOf(companyId, lineId), eq(apiKey.id, key.id as KeyId), isNull(apiKey.disabledAt)))
    .returning({ name: apiKey.name, lastFour: apiKey.lastFour });
  return set;
}

const isLine = (companyId: CompanyId, lineId: LineId) => and(eq(line.companyId, companyId), eq(line.id, lineId));
const isKeyOf = (companyId: CompanyId, lineId: LineId) =>
  and(eq(apiKey.companyId, companyId), eq(apiKey.lineId, lineId));
