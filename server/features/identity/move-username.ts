import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { identityErrors as e } from '#contract/identity.ts';
import { after, days } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { line, usernameClaim } from './tables.ts';
import { parseUsername, skeletonOf } from './username.ts';
import type { Line, LineRef } from './with-line.ts';

const aliasDays = 30;
const holdDays = 90;

/**
 * Gives a locked line another username. The old one goes on working for 30 days and is nobody else's for 90. Throws
 * `identity.username_shape`, `_reserved`, `_taken`, `_held`.
 */
export async function moveUsername(
  tx: Db,
  deps: { clock: { now(): Date } },
  current: Line,
  text: string,
): Promise<string> {
  const username = parseUsername(text);
  const now = deps.clock.now();
  const from = skeletonOf(current.username);
  const to = skeletonOf(username);
  // Two lines trading names at once would each hold what the other wants: both lock the two rows in one order.
  await tx
    .select()
    .from(usernameClaim)
    .where(inArray(usernameClaim.skeleton, [from, to]))
    .orderBy(usernameClaim.skeleton)
    .for('update');
  if (from !== to) {
    await tx
      .update(usernameClaim)
      .set({ worksUntil: after(now, days(aliasDays)), heldUntil: after(now, days(holdDays)) })
      .where(eq(usernameClaim.skeleton, from));
  }
  await claimUsername(tx, { companyId: current.companyId, lineId: current.id }, username, now);
  await tx
    .update(line)
    .set({ username })
    .where(and(eq(line.companyId, current.companyId), eq(line.id, current.id)));
  return username;
}

/** Makes a free username the current one of a line: a new name, one of its own former names, or one whose hold has ended. */
export async function claimUsername(tx: Db, ref: LineRef, username: string, now: Date): Promise<void> {
  const claimed = await tx
    .insert(usernameClaim)
    .values({ skeleton: skeletonOf(username), username, companyId: ref.companyId, lineId: ref.lineId })
    .onConflictDoUpdate({
      target: usernameClaim.skeleton,
      set: { username, companyId: ref.companyId, lineId: ref.lineId, worksUntil: null, heldUntil: null },
      setWhere: sql`${usernameClaim.lineId} = ${ref.lineId} or ${usernameClaim.heldUntil} <= ${now.toISOString()}::timestamptz`,
    })
    .returning({ skeleton: usernameClaim.skeleton });
  if (claimed.length === 0) throw await whyNot(tx, username);
}

/** The refusal that taking this name would get now; undefined when it is free for `ref` (or anybody, without one). */
export async function whyUsernameNotFree(db: Db, text: string, now: Date, ref?: LineRef): Promise<string | undefined> {
  try {
    const username = parseUsername(text);
    const [held] = await db
      .select()
      .from(usernameClaim)
      .where(eq(usernameClaim.skeleton, skeletonOf(username)));
    if (!held || held.lineId === ref?.lineId || (held.heldUntil && held.heldUntil <= now)) return undefined;
    return held.heldUntil ? e.usernameHeld.code : e.usernameTaken.code;
  } catch (error) {
    if (error instanceof AppError) return error.spec.code;
    throw error;
  }
}

async function whyNot(tx: Db, username: string): Promise<AppError> {
  const [held] = await tx
    .select()
    .from(usernameClaim)
    .where(eq(usernameClaim.skeleton, skeletonOf(username)));
  return new AppError(held?.heldUntil ? e.usernameHeld : e.usernameTaken, { field: 'username' });
}

/** Earlier names of a line that still work for sign-in and the API. */
export function listFormerUsernames(db: Db, ref: LineRef, now: Date) {
  return db
    .select({ username: usernameClaim.username, worksUntil: usernameClaim.worksUntil })
    .from(usernameClaim)
    .where(
      and(
        eq(usernameClaim.companyId, ref.companyId),
        eq(usernameClaim.lineId, ref.lineId),
        sql`${usernameClaim.worksUntil} > ${now.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(usernameClaim.worksUntil);
}

/** The line that a typed username signs in to: its current name, or a former one that still works. */
export async function findLineByUsername(db: Db, text: string, now: Date): Promise<Line | undefined> {
  const [found] = await db
    .select({ line })
    .from(usernameClaim)
    .innerJoin(line, and(eq(line.companyId, usernameClaim.companyId), eq(line.id, usernameClaim.lineId)))
    .where(
      and(
        eq(usernameClaim.skeleton, skeletonOf(text.trim())),
        sql`(${isNull(usernameClaim.worksUntil)} or ${usernameClaim.worksUntil} > ${now.toISOString()}::timestamptz)`,
      ),
    );
  return found?.line;
}
