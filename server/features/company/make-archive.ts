import { and, eq } from 'drizzle-orm';
import type { CompanyId, ExportId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { record } from '#server/features/identity/index.ts';
import { after, hours } from '#server/platform/clock.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import type { ArchivePart } from './archive-part.ts';
import { expireArchiveJob } from './job-kinds.ts';
import { archive } from './tables.ts';
import { createZip, type ZipFile } from './zip-file.ts';

type Archive = typeof archive.$inferSelect;
const goodMs = hours(24);

/**
 * Writes an archive straight to where files are kept: every feature its part, then a manifest with the hash of each file. A disk
 * that fills up is told as such, and nothing of it stays, so that the rest of the product has its room back.
 */
export async function makeArchive(
  deps: Deps,
  parts: readonly ArchivePart[],
  payload: { companyId: string; id: string },
): Promise<void> {
  const ref = { companyId: payload.companyId as CompanyId, id: payload.id as ExportId }; // enqueued by `askArchive`
  const [wanted] = await deps.db.select().from(archive).where(isIt(ref));
  if (!wanted || wanted.state === 'ready' || wanted.state === 'failed' || wanted.state === 'expired') return;
  // The same at every try, so that what a killed one left behind is written over.
  const file = `archives/${ref.id}.zip`;
  try {
    await finish(deps, wanted, { ...(await write(deps, parts, wanted, file)), file });
  } catch (error) {
    const why = isDiskFull(error) ? 'disk_full' : 'broken';
    deps.log.error({ err: error, why }, 'an archive could not be made');
    await deps.files.remove(file).catch(() => undefined);
    await note(deps, wanted, { state: 'failed', why, part: null });
  }
}

async function write(deps: Deps, parts: readonly ArchivePart[], wanted: Archive, file: string) {
  const made = { bytes: 0, sha256: '' };
  await deps.files.putInPieces(file, 'application/zip', async (piece) => {
    const zip = createZip(piece, deps.clock.now());
    for (const [done, part] of parts.entries()) {
      await note(deps, wanted, { state: 'running', part: part.name, done, total: parts.length });
      await part.write(deps, { companyId: wanted.companyId, lineId: wanted.lineId }, zip);
    }
    await zip.add('manifest.json', [manifest(zip, wanted, deps.clock.now())]);
    Object.assign(made, await zip.end());
  });
  return made;
}

const manifest = (zip: ZipFile, { companyId, lineId }: Archive, at: Date) =>
  `${JSON.stringify({ format: 'trunkline-archive-1', companyId, lineId, madeAt: at.toISOString(), files: zip.entries }, null, 2)}\n`;

async function finish(
  deps: Deps,
  wanted: Archive,
  made: { bytes: number; sha256: string; file: string },
): Promise<void> {
  const now = deps.clock.now();
  const expiresAt = after(now, goodMs);
  await deps.db.transaction(async (tx) => {
    await tx
      .update(archive)
      .set({
        state: 'ready',
        part: null,
        done: wanted.total,
        file: made.file,
        bytes: String(made.bytes),
        sha256: made.sha256,
        readyAt: now,
        expiresAt,
      })
      .where(isIt(wanted));
    await enqueue(tx, expireArchiveJob, { companyId: wanted.companyId, id: wanted.id }, { runAt: expiresAt });
    const actor = { companyId: wanted.companyId, lineId: wanted.askedBy, about: wanted.lineId };
    await record(tx, deps, { ...actor, origin: { ip: 'this server', userAgent: '' } }, 'archive.made', {
      bytes: made.bytes,
    });
    await tell(tx, { company: wanted.companyId, topic: 'company' });
  });
}

async function note(deps: Deps, of: Archive, set: Partial<Archive>): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await tx.update(archive).set(set).where(isIt(of));
    await tell(tx, { company: of.companyId, topic: 'company' });
  });
}

const isDiskFull = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
export const isIt = (of: { companyId: CompanyId; id: ExportId }) =>
  and(eq(archive.companyId, of.companyId), eq(archive.id, of.id));
