import { importErrors as e } from '#contract/contacts.ts';
import { AppError } from '#server/platform/errors.ts';

export interface ReadText {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
}

/** The sign that stands for bytes no text is made of. */
export const unreadable = '\uFFFD';

/**
 * The text of a file in whatever encoding it was saved: told by its mark, else by what it would be. Latin-1 is read as
 * Windows-1252, which holds it. Throws `contacts.file_workbook`, `contacts.file_binary`.
 */
export function readText(file: Buffer): ReadText {
  const start = file.subarray(0, 8).toString('hex');
  if (start.startsWith('504b0304') || start.startsWith('d0cf11e0')) throw new AppError(e.fileWorkbook);
  if (start.startsWith('fffe')) return decoded(file, 'utf-16le', 'UTF-16');
  if (start.startsWith('feff')) return decoded(file, 'utf-16be', 'UTF-16');
  const sample = file.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 8 && even === 0) return decoded(file, 'utf-16le', 'UTF-16');
  if (even > sample.length / 8 && odd === 0) return decoded(file, 'utf-16be', 'UTF-16');
  if (even + odd > 0) throw new AppError(e.fileBinary);
  const utf8 = new TextDecoder().decode(file);
  const broken = utf8.split(unreadable).length - 1;
  if (broken === 0) return { text: utf8, encoding: 'UTF-8' };
  // A few bad bytes among many good letters: UTF-8 with a broken row. Otherwise no UTF-8 at all.
  const letters = utf8.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
  if (letters > broken) return { text: utf8, encoding: 'UTF-8' };
  const single = decoded(file, 'windows-1252', 'Windows-1252');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no text is made of is what is looked for
  const controls = single.text.slice(0, 4096).match(/[\x00-\x08\x0e-\x1f\x81\x8d\x8f\x90\x9d]/g)?.length ?? 0;
  if (controls > sample.length / 50) throw new AppError(e.fileBinary);
  return single;
}

const decoded = (file: Buffer, as: string, encoding: ReadText['encoding']): ReadText => ({
  text: new TextDecoder(as).decode(file),
  encoding,
});
