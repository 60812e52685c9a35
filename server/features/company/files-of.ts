import { and, eq, isNotNull } from 'drizzle-orm';
import type { CompanyId } from '#contract/ids.ts';
import { line } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { archive } from './tables.ts';

/** The files or folders of a company that a feature keeps. Features register theirs in `server/leaving.ts`, the one list. */
export type FilesOf = (db: Db, companyId: CompanyId) => Promise<readonly string[]>;

export const picturesOf: FilesOf = async (db, companyId) => {
  const found = await db
    .select({ picture: line.picture })
    .from(line)
    .where(and(eq(line.companyId, companyId), isNotNull(line.picture)));
  return found.map(({ picture }) => `pictures/${picture}/`);
};

export const archivesOf: FilesOf = async (db, companyId) => {
  const found = await db
    .select({ file: archive.file })
    .from(archive)
    .where(and(eq(archive.companyId, companyId), isNotNull(archive.file)));
  return found.flatMap(({ file }) => file ?? []);
};
