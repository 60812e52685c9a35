import { and, eq, inArray, isNotNull, lte } from 'drizzle-orm';
import type { CompanyId, ContactId, LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { after, minutes } from '#server/platform/clock.ts';
import { erased } from './get-or-add-contact.ts';
import { ofLine } from './store.ts';
import { contact } from './tables.ts';

/** How long a deletion can be undone; the page offers it for half of that. */
export const undoMs = minutes(1);

/** Erases what is known of contacts that were deleted a while ago and have not come back since. */
export async function eraseContacts(
  deps: Deps,
  payload: { companyId: CompanyId; lineId: LineId; ids: readonly ContactId[] },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: contact.id, lineId: contact.lineId, number: contact.number })
      .from(contact)
      .where(
        and(
          ofLine(payload),
          inArray(contact.id, [...payload.ids]),
          isNotNull(contact.deletedAt),
          lte(contact.deletedAt, after(deps.clock.now(), -undoMs)),
        ),
      )
      .orderBy(contact.id)
      .for('update');
    for (const row of rows)
      await tx
        .update(contact)
        .set(erased(row))
        .where(and(eq(contact.companyId, payload.companyId), eq(contact.id, row.id)));
  });
}
