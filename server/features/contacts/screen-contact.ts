import { contactErrors as e } from '#contract/contacts.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { setBar } from './bars.ts';
import { lockContacts } from './store.ts';

/** Blocks or unblocks a contact for the line. Throws `contacts.not_found`. */
export async function screenContact(deps: Deps, ref: LineRef, id: string, screened: boolean): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const [current] = await lockContacts(tx, ref, [id]);
    if (!current) throw new AppError(e.notFound);
    await setBar(tx, ref, { number: current.number, kind: 'screened', at: screened ? deps.clock.now() : null });
  });
}
