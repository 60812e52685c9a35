import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { lastAnswered } from './settings-tables.ts';

/** Remembers when something automatic last went to a number. */
export async function noteAnswered(
  tx: Db,
  ref: LineRef,
  number: string,
  kind: 'auto' | 'hint' | 'help',
  at: Date,
): Promise<void> {
  await tx
    .insert(lastAnswered)
    .values({ companyId: ref.companyId, lineId: ref.lineId, number, kind, at })
    .onConflictDoUpdate({
      target: [lastAnswered.companyId, lastAnswered.lineId, lastAnswered.number, lastAnswered.kind],
      set: { at },
    });
}
