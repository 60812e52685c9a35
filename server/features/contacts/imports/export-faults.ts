import { contactErrors, importErrors as e, rowErrors } from '#contract/contacts.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { csvLine, csvMark } from '../csv-line.ts';
import { findImport, type ImportRow, listFaults } from './store.ts';

const reasons = new Map<string, string>(
  [...Object.values(contactErrors), ...Object.values(rowErrors)].map(({ code, message }) => [code, message]),
);

/** The rows an import left out, as CSV: as they were, with the row's number and the reason before them. Throws `contacts.import_not_found`. */
export async function exportFaults(db: Db, ref: LineRef, id: string): Promise<AsyncIterable<string>> {
  const found = await findImport(db, ref, id);
  if (!found) throw new AppError(e.notFound);
  return linesOf(db, found);
}

async function* linesOf(db: Db, of: ImportRow): AsyncGenerator<string> {
  yield csvMark + csvLine(['Row', 'Reason', ...of.columns.map(({ heading }) => heading)]);
  for (let afterRow = 0; ; ) {
    const faults = await listFaults(db, of.companyId, [of.id], { afterRow, limit: 1000 });
    const last = faults.at(-1);
    if (!last) return;
    yield faults.map(({ row, code, cells }) => csvLine([String(row), reasons.get(code) ?? code, ...cells])).join('');
    afterRow = last.row;
  }
}
