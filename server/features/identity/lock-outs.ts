import { inArray, sql } from 'drizzle-orm';
import type { LineId } from '#contract/ids.ts';
import { after } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { clearUses } from '#server/platform/db/limits.ts';
import { limitWindow } from '#server/platform/db/tables.ts';
import { guessKeys } from './challenge.ts';
import { perName, signInKey } from './sign-in.ts';
import { purposes } from './tables.ts';
import type { Line } from './with-line.ts';

type Locked = Pick<Line, 'id' | 'username' | 'cell' | 'email'>;

// Signing in, proving oneself and codes count alike: R3 and R9 give all of them the same limit.
const { ms: window } = perName;

/** Which of these lines can try no more for now: at signing in, at proving themselves, or at a code. */
export async function lockedOutOf(db: Db, lines: readonly Locked[], now: Date): Promise<Set<LineId>> {
  const owner = new Map(lines.flatMap((line) => keysOf(line).map((key) => [key, line.id] as const)));
  if (owner.size === 0) return new Set();
  const windows = await db
    .select({
      key: limitWindow.key,
      inARow: limitWindow.inARow,
      used: sql<number>`(select count(*)::int from unnest(${limitWindow.stamps}) s where s > ${after(now, -window).toISOString()}::timestamptz)`,
    })
    .from(limitWindow)
    .where(inArray(limitWindow.key, [...owner.keys()]));
  const full = windows.filter(({ used, inARow }) => used >= perName.most || inARow >= perName.inARow);
  return new Set(full.flatMap(({ key }) => owner.get(key) ?? []));
}

/** Lets a line try again, in all of these places (R3: an admin may). */
export const liftLockOuts = (tx: Db, line: Locked): Promise<void> => clearUses(tx, keysOf(line));

function keysOf(line: Locked): string[] {
  const targets = [line.cell, line.email].filter((target) => target !== null);
  const guesses = purposes.flatMap((purpose) =>
    (targets.length === 0 ? [''] : targets).flatMap((target) => [...guessKeys({ lineId: line.id, purpose, target })]),
  );
  return [signInKey(line.username), `password:${line.id}`, ...new Set(guesses)].filter((key) => key !== 'guess-to:');
}
