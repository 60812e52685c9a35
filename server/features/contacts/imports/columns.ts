import type { ColumnMeaning } from '#contract/contacts.ts';
import { readNumber } from '../contact-number.ts';
import type { ImportColumn } from '../tables.ts';

const called: readonly (readonly [ColumnMeaning, RegExp])[] = [
  ['firstName', /^(first|given)([ _-]?name)?$|^nombre de pila$/],
  ['lastName', /^(last|family)([ _-]?name)?$|^surname$|^apellidos?$/],
  ['name', /^(full[ _-]?|display[ _-]?|contact[ _-]?)?name$|^contact$|^nombre( completo)?$|^contacto$/],
  ['keyword', /^keyword$|^palabra clave$/],
  ['notes', /^(notes?|comments?)$|^notas?$|^comentarios?$/],
];
const phone = /phone|mobile|cell|number|^tel|n[uú]mero|m[oó]vil|tel[eé]fono/;

const share = (cells: readonly string[], region: string) => {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length === 0 ? 0 : filled.filter((cell) => 'number' in readNumber(cell, region)).length / filled.length;
};

/** A first row that holds a phone number is somebody, not headings. */
export const looksLikeHeader = (first: readonly string[], region: string) =>
  !first.some((cell) => 'number' in readNumber(cell, region));

/** What each column probably means: by its heading, and by what the first rows hold. */
export function guessColumns(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  region: string,
): ImportColumn[] {
  const meanings: ColumnMeaning[] = headings.map((heading) => {
    const name = heading.trim().toLowerCase();
    return called.find(([, names]) => names.test(name))?.[0] ?? (name === '' ? 'skip' : 'field');
  });
  const scores = headings.map((heading, at) => {
    const holds = share(
      rows.map((cells) => cells[at] ?? ''),
      region,
    );
    const isCalled = phone.test(heading.trim().toLowerCase());
    return holds + (isCalled ? 0.6 : 0) + (/mobile|cell|m[oó]vil/i.test(heading) ? 0.1 : 0);
  });
  const best = scores.indexOf(Math.max(...scores));
  if ((scores[best] ?? 0) >= 0.5) meanings[best] = 'number';
  // One column is the name; its parts say nothing more then. Of two alike the first counts.
  if (meanings.includes('name'))
    meanings.forEach((meaning, at) => {
      if (meaning === 'firstName' || meaning === 'lastName') meanings[at] = 'skip';
    });
  return headings.map((heading, at) => {
    const meaning = meanings[at] ?? 'skip';
    const isRepeated = meaning !== 'field' && meaning !== 'skip' && meanings.indexOf(meaning) !== at;
    return { heading, meaning: isRepeated ? 'field' : meaning };
  });
}
