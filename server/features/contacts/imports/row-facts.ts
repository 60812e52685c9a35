import { rowErrors as e } from '#contract/contacts.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import { AppError } from '#server/platform/errors.ts';
import { contactKeyword, mergeFields, parseContactName, parseKeyword, parseNotes } from '../contact-facts.ts';
import { readNumber } from '../contact-number.ts';
import type { Fields, ImportColumn } from '../tables.ts';
import type { FileRow } from './csv-rows.ts';
import { unreadable } from './read-text.ts';

export interface RowFacts {
  readonly row: number;
  readonly cells: readonly string[];
  readonly number: PhoneNumber;
  readonly name: string;
  readonly keyword: string | null;
  readonly notes: string;
  readonly fields: Fields;
}
export interface RowFault {
  readonly row: number;
  readonly cells: readonly string[];
  readonly code: string;
}

/** Who a row is, or the code that says why it is nobody. */
export function factsOf(row: FileRow, columns: readonly ImportColumn[], region: string): RowFacts | RowFault {
  const fault = (code: string): RowFault => ({ row: row.row, cells: row.cells, code });
  if (row.fault !== undefined) return fault(row.fault);
  if (row.cells.slice(columns.length).some((cell) => cell.trim() !== '')) return fault(e.columns.code);
  if (row.cells.some((cell) => cell.includes(unreadable))) return fault(e.bytes.code);
  // An export of ours puts an apostrophe before what a spreadsheet would take for a formula.
  const cells = row.cells.map((cell) =>
    cell
      .replace(/^'(?=[=+\-@])/, '')
      .replaceAll('\0', '')
      .trim(),
  );
  const of = (meaning: ImportColumn['meaning']) => cells[columns.findIndex((one) => one.meaning === meaning)] ?? '';
  if (of('number') === '') return fault(e.numberMissing.code);
  const read = readNumber(of('number'), region);
  if ('refusal' in read) return fault(read.refusal.code);
  const name = of('name') || [of('firstName'), of('lastName')].filter((part) => part !== '').join(' ');
  const keyword = of('keyword');
  try {
    return {
      row: row.row,
      cells: row.cells,
      number: read.number,
      name: parseContactName(name),
      keyword: keyword === '' ? null : parseKeyword(keyword, contactKeyword),
      notes: parseNotes(of('notes')),
      fields: mergeFields({}, fieldsOf(cells, columns)),
    };
  } catch (error) {
    if (error instanceof AppError) return fault(error.spec.code);
    throw error;
  }
}

function fieldsOf(cells: readonly string[], columns: readonly ImportColumn[]): Fields {
  const fields: Fields = {};
  columns.forEach(({ heading, meaning }, at) => {
    const cell = cells[at] ?? '';
    if (meaning === 'field' && cell !== '') fields[heading] = cell;
  });
  return fields;
}

/** Two rows of one number are one person: the later one fills in and has the last word. Throws `contacts.fields_large`. */
export const joinRows = (first: RowFacts, later: RowFacts): RowFacts => ({
  ...first,
  name: later.name || first.name,
  keyword: later.keyword ?? first.keyword,
  notes: later.notes || first.notes,
  fields: mergeFields(first.fields, later.fields),
});
