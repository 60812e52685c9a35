import { setImmediate } from 'node:timers/promises';
import { csvRows, type FileRow } from './csv-rows.ts';
import { vcardRows } from './vcard-rows.ts';

/** The rows of a file that holds contacts, without the headings. Lets other work through now and then: files are long. */
export async function* rowsOf(
  text: string,
  file: { readonly kind: 'csv' | 'vcard'; readonly delimiter: string; readonly hasHeader: boolean },
): AsyncGenerator<FileRow> {
  let read = 0;
  for (const row of file.kind === 'csv' ? csvRows(text, file.delimiter) : vcardRows(text)) {
    read += 1;
    if (read % 1000 === 0) await setImmediate();
    if (read > 1 || !file.hasHeader) yield row;
  }
}
