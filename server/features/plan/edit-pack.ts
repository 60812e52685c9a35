import { asc, eq } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { packOffer } from './tables.ts';

/** One-time messages as they are sold: how many, and the price in cents. */
export type PackOffer = typeof packOffer.$inferSelect;

/** The packs of the catalogue, smallest first. */
export const listPackOffers = (db: Db): Promise<PackOffer[]> =>
  db.select().from(packOffer).orderBy(asc(packOffer.messages));

/** Sells a pack of so many messages for another price, or for the first time; `cents` null: no longer. What was bought stays. */
export function editPack(
  { db }: Pick<Deps, 'db'>,
  { messages, cents }: { messages: number; cents: number | null },
): Promise<'added' | 'edited' | 'removed'> {
  return db.transaction(async (tx) => {
    const [known] = await tx.select().from(packOffer).where(eq(packOffer.messages, messages)).for('update');
    if (cents === null) {
      if (!known) throw new Error(`There is no pack of ${messages} messages.`);
      await tx.delete(packOffer).where(eq(packOffer.messages, messages));
      return 'removed';
    }
    await tx
      .insert(packOffer)
      .values({ messages, cents })
      .onConflictDoUpdate({ target: packOffer.messages, set: { cents } });
    return known ? 'edited' : 'added';
  });
}
