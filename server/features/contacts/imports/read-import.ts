import { importErrors as e, type Import } from '#contract/contacts.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { type FaultRow, findImport, type ImportRow, listFaults, listImports } from './store.ts';

const shownFaults = 100;

/** How an import stands, with its first faults. Throws `contacts.import_not_found`. */
export async function readImport(db: Db, ref: LineRef, id: string): Promise<Import> {
  const found = await findImport(db, ref, id);
  if (!found) throw new AppError(e.notFound);
  return presentImport(found, await listFaults(db, ref.companyId, [found.id], { afterRow: 0, limit: shownFaults }));
}

/** The last imports, without their faults. */
export async function readImports(db: Db, ref: LineRef): Promise<{ imports: Import[] }> {
  return { imports: (await listImports(db, ref, 20)).map((one) => presentImport(one, [])) };
}

const presentImport = (row: ImportRow, faults: readonly FaultRow[]): Import => ({
  id: row.id,
  fileName: row.fileName,
  kind: row.kind,
  state: row.state,
  encoding: row.encoding,
  delimiter: row.delimiter,
  hasHeader: row.hasHeader,
  columns: row.columns.map(({ heading, meaning }) => ({ heading, meaning })),
  preview: row.preview,
  total: row.total,
  done: row.done,
  added: row.added,
  updated: row.updated,
  skipped: row.skipped,
  joined: row.joined,
  faulty: row.faulty,
  faults: faults.map((fault) => ({ row: fault.row, code: fault.code, text: fault.cells.join(' · ').slice(0, 300) })),
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});
