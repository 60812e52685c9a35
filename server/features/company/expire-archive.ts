import type { CompanyId, ExportId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { isIt } from './make-archive.ts';
import { archive } from './tables.ts';

/** Takes the file of an archive away once its 24 hours are over; its entry says that it was there. */
export async function expireArchive(deps: Deps, payload: { companyId: string; id: string }): Promise<void> {
  const ref = { companyId: payload.companyId as CompanyId, id: payload.id as ExportId }; // enqueued by `makeArchive`
  const [found] = await deps.db.select().from(archive).where(isIt(ref));
  if (!found?.file || found.expiresAt === null || found.expiresAt > deps.clock.now()) return;
  await deps.files.remove(found.file);
  await deps.db.update(archive).set({ state: 'expired', file: null }).where(isIt(ref));
}
