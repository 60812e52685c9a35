import { rowErrors as e } from '#contract/contacts.ts';

/** A row as it lies in the file, counted as a spreadsheet counts: 1 is the first. `fault`: the code that says why it cannot be read. */
export interface FileRow {
  readonly row: number;
  readonly cells: readonly string[];
  readonly fault?: string;
}

/** No cell people mean is longer: a quote that opens and does not close swallows the rest of the file. */
const longestCell = 100_000;

/**
 * The rows of a CSV text (RFC 4180; any line ends). A row whose quotes do not match is told as a fault, and reading goes on
 * with the next line of the file: one broken row costs one row.
 */
export function* csvRows(text: string, delimiter: string): Generator<FileRow> {
  let at = 0;
  for (let row = 1; at < text.length; row += 1) {
    const read = readRecord(text, at, delimiter);
    if (read) {
      at = read.next;
      if (read.cells.some((cell) => cell !== '')) yield { row, cells: read.cells };
      continue;
    }
    const end = lineEnd(text, at);
    yield { row, cells: [text.slice(at, end).replace(/\r$/, '')], fault: e.quotes.code };
    at = end + 1;
  }
}

function readRecord(text: string, from: number, delimiter: string): { cells: string[]; next: number } | undefined {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at, delimiter) : readPlain(text, at, delimiter);
    if (!cell) return undefined;
    cells.push(cell.value);
    at = cell.end;
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    return { cells, next: at };
  }
}

function readPlain(text: string, from: number, delimiter: string) {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(from, end), end };
}

function readQuoted(text: string, from: number, delimiter: string) {
  let end = from + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0 || end - from > longestCell) return undefined;
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  const after = text[end + 1];
  if (after !== undefined && after !== delimiter && after !== '\n' && after !== '\r') return undefined;
  return { value: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

const delimiters = [',', ';', '\t', '|'] as const;

/** The delimiter that divides the first rows into the most columns, the same number in each. */
export function guessDelimiter(text: string): string {
  const start = text.slice(0, 64_000);
  const best = delimiters
    .map((delimiter) => {
      const widths: number[] = [];
      for (const { cells, fault } of csvRows(start, delimiter)) {
        if (fault === undefined) widths.push(cells.length);
        if (widths.length === 30) break;
      }
      const width = widths.sort((a, b) => a - b)[widths.length >> 1] ?? 1;
      const same = widths.filter((one) => one === width).length / Math.max(1, widths.length);
      return { delimiter, score: width > 1 ? same * 10 + Math.min(width, 9) / 10 : 0 };
    })
    .reduce((a, b) => (b.score > a.score ? b : a));
  return best.delimiter;
}
