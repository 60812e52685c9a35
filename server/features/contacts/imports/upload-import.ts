import { importErrors as e } from '#contract/contacts.ts';
import { commonErrors } from '#contract/endpoint.ts';
import type { ImportId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { after, days, hours } from '#server/platform/clock.ts';
import { takeUse } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { newToken } from '#server/platform/secrets.ts';
import { regionOf } from '../region.ts';
import type { ImportColumn } from '../tables.ts';
import { guessColumns, looksLikeHeader } from './columns.ts';
import { csvRows, type FileRow, guessDelimiter } from './csv-rows.ts';
import { dropImportAt } from './import-jobs.ts';
import { readText } from './read-text.ts';
import { rowsOf } from './rows-of.ts';
import { insertImport } from './store.ts';
import { cardColumns } from './vcard-rows.ts';

const perHour = { most: 60, ms: hours(1) };
const mostColumns = 200;
const previewed = 12;

/**
 * Takes a file in: finds out its encoding, delimiter and columns, and keeps it with its first rows until it is started, or
 * dropped after a day. Throws `contacts.file_empty`, `_workbook`, `_binary`, `contacts.many_columns`, `request.too_many`.
 */
export async function uploadImport(
  deps: Deps,
  ref: LineRef,
  upload: { readonly name: string; readonly content: Buffer },
): Promise<ImportId> {
  const now = deps.clock.now();
  const taken = await takeUse(deps.db, `contact-import:${ref.lineId}`, perHour, now);
  if (!taken.ok) throw new AppError(commonErrors.tooMany, { detail: { retryAfterSeconds: taken.retryAfterSeconds } });
  const { text, encoding } = readText(upload.content);
  const shape = shapeOf(text, await regionOf(deps.db, ref));
  const { total, preview } = await walk(text, shape);
  if (total === 0) throw new AppError(e.fileEmpty, { field: 'file' });
  const id = newId<ImportId>();
  const file = `imports/${newToken(16)}/file.txt`;
  // Written before the database knows of it: should the process die between, the job below finds nothing and removes it.
  await dropImportAt(deps.db, { ...ref, id, file }, after(now, days(1)));
  await deps.files.put(file, Buffer.from(text), 'text/plain');
  await deps.db.transaction(async (tx) => {
    await insertImport(tx, {
      companyId: ref.companyId,
      lineId: ref.lineId,
      id,
      fileName: upload.name.replace(/[\p{C}/\\]/gu, '').slice(0, 200) || 'contacts',
      file,
      ...shape,
      encoding,
      preview,
      total,
      createdAt: now,
    });
    await tell(tx, { line: ref.lineId, topic: 'contacts' });
  });
  return id;
}

interface Shape {
  readonly kind: 'csv' | 'vcard';
  readonly delimiter: string;
  readonly hasHeader: boolean;
  readonly columns: ImportColumn[];
}

function shapeOf(text: string, region: string): Shape {
  if (/^\s*BEGIN:VCARD/i.test(text))
    return { kind: 'vcard', delimiter: '', hasHeader: false, columns: [...cardColumns] };
  const delimiter = guessDelimiter(text);
  const sample: FileRow[] = [];
  for (const row of csvRows(text, delimiter)) {
    if (row.fault === undefined) sample.push(row);
    if (sample.length === 50) break;
  }
  const first = sample[0]?.cells ?? [];
  const hasHeader = looksLikeHeader(first, region);
  const people = sample.slice(hasHeader ? 1 : 0);
  const width = hasHeader ? first.length : Math.max(1, ...people.map(({ cells }) => cells.length));
  if (width > mostColumns) throw new AppError(e.manyColumns, { field: 'file' });
  const headings = Array.from({ length: width }, (_, at) => (hasHeader ? (first[at] ?? '').trim().slice(0, 100) : ''));
  return {
    kind: 'csv',
    delimiter,
    hasHeader,
    columns: guessColumns(
      headings,
      people.map(({ cells }) => cells),
      region,
    ),
  };
}

async function walk(text: string, shape: Shape) {
  const preview: { row: number; cells: string[]; fault?: string }[] = [];
  let total = 0;
  for await (const { row, cells, fault } of rowsOf(text, shape)) {
    total += 1;
    if (preview.length < previewed)
      preview.push({ row, cells: cells.map((cell) => cell.slice(0, 200)), ...(fault && { fault }) });
  }
  return { total, preview };
}
