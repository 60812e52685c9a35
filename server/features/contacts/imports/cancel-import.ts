import { importErrors as e } from '#contract/contacts.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { lockImport, updateImport } from './store.ts';

/** Stops an import after the rows that are being written; what it imported stays. One that is over stays as it is. Throws `contacts.import_not_found`. */
export function cancelImport(deps: Deps, ref: LineRef, id: string): Promise<void> {
  return deps.db.transaction(async (tx) => {
    const current = await lockImport(tx, ref, id);
    if (!current) throw new AppError(e.notFound);
    if (current.state !== 'ready' && current.state !== 'running') return;
    await updateImport(tx, ref.companyId, current.id, { state: 'cancelled', finishedAt: deps.clock.now() });
    await tell(tx, { line: ref.lineId, topic: 'contacts' });
  });
}
