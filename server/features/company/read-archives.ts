import { and, desc, eq } from 'drizzle-orm';
import type { Archive } from '#contract/archives.ts';
import { commonErrors } from '#contract/endpoint.ts';
import type { ExportId } from '#contract/ids.ts';
import { may } from '#contract/policy.ts';
import type { Deps } from '#server/deps.ts';
import { line, record } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { archive } from './tables.ts';

/** Archives of one's own line; all of the company's for those who may. */
const seenBy = (caller: Caller) =>
  and(
    eq(archive.companyId, caller.companyId),
    may(caller.roles, 'export_company') ? undefined : eq(archive.lineId, caller.lineId),
  );

export async function readArchives({ db, clock }: Deps, caller: Caller): Promise<Archive[]> {
  const rows = await db
    .select({ archive, name: line.name })
    .from(archive)
    .leftJoin(line, and(eq(line.companyId, archive.companyId), eq(line.id, archive.lineId)))
    .where(seenBy(caller))
    .orderBy(desc(archive.askedAt), desc(archive.id))
    .limit(20);
  return rows.map(({ archive: of, name }) => ({
    id: of.id,
    line: of.lineId && { id: of.lineId, name: name ?? '' },
    askedAt: of.askedAt.toISOString(),
    state: of.state === 'ready' && of.expiresAt !== null && of.expiresAt <= clock.now() ? 'expired' : of.state,
    part: of.part,
    done: of.done,
    total: of.total,
    bytes: of.bytes === null ? null : Number(of.bytes),
    sha256: of.sha256,
    expiresAt: of.expiresAt?.toISOString() ?? null,
    why: of.why,
  }));
}

/** An archive that the caller may see, while it is good. Throws `request.not_found`, the same for one that is not theirs and one that is not there. */
export async function findGoodArchive(deps: Deps, caller: Caller, id: string) {
  const [found] = await deps.db
    .select()
    .from(archive)
    .where(and(seenBy(caller), eq(archive.id, id as ExportId))); // digits by the contract
  if (!found?.file || found.expiresAt === null || found.expiresAt <= deps.clock.now())
    throw new AppError(commonErrors.notFound);
  return { ...found, file: found.file };
}

/** Its file. Throws `request.not_found`. */
export async function fetchArchive(deps: Deps, caller: Caller, id: string) {
  const found = await findGoodArchive(deps, caller, id);
  const file = await deps.files.open(found.file);
  if (!file) throw new AppError(commonErrors.notFound);
  await record(deps.db, deps, { ...caller, about: found.lineId }, 'archive.fetched');
  return file;
}
