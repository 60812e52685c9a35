import { rowErrors as e } from '#contract/contacts.ts';
import type { FileRow } from './csv-rows.ts';

/** What is read of a card, as the columns of a table; their meanings stand beside them. */
export const cardColumns = [
  { heading: 'Name', meaning: 'name' },
  { heading: 'Number', meaning: 'number' },
  { heading: 'E-mail', meaning: 'field' },
  { heading: 'Company', meaning: 'field' },
  { heading: 'Title', meaning: 'field' },
  { heading: 'Address', meaning: 'field' },
  { heading: 'Birthday', meaning: 'field' },
  { heading: 'Website', meaning: 'field' },
  { heading: 'Other numbers', meaning: 'field' },
  { heading: 'Notes', meaning: 'notes' },
] as const;

interface Property {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

/** The cards of a vCard text (versions 2.1, 3.0 and 4.0) as rows, counted from 1. */
export function* vcardRows(text: string): Generator<FileRow> {
  // Long lines are folded: continued on the next line after a space, or in quoted-printable after an equals sign.
  const lines = text.replace(/=\r?\n(?=[^\r\n])/g, (mark, at: number) => (isQuotedPrintable(text, at) ? '' : mark));
  const cards = lines
    .replace(/\r?\n[ \t]/g, '')
    .split(/^BEGIN:VCARD[ \t]*\r?$/im)
    .slice(1);
  for (const [at, card] of cards.entries()) {
    const end = card.search(/^END:VCARD[ \t]*\r?$/im);
    if (end < 0) yield { row: at + 1, cells: [card.trim().slice(0, 200)], fault: e.card.code };
    else yield { row: at + 1, cells: cellsOf(card.slice(0, end).split(/\r?\n/).flatMap(readProperty)) };
  }
}

function isQuotedPrintable(text: string, at: number): boolean {
  for (let line = at, tries = 0; tries < 200; tries += 1) {
    const start = text.lastIndexOf('\n', line - 1) + 1;
    if (/^[^:\n]*QUOTED-PRINTABLE/i.test(text.slice(start, at))) return true;
    if (start < 2 || !/=\r?\n$/.test(text.slice(Math.max(0, start - 3), start))) return false;
    line = start - 1;
  }
  return false;
}

function readProperty(line: string): Property[] {
  const found = /^(?:[\w-]+\.)?([A-Za-z-]+)((?:;(?:"[^"]*"|[^":])*)?):(.*)$/.exec(line);
  if (!found) return [];
  const [, name = '', parameters = '', raw = ''] = found;
  return [{ name: name.toUpperCase(), parameters: parameters.toUpperCase(), value: plain(raw, parameters) }];
}

function plain(raw: string, parameters: string): string {
  if (!/QUOTED-PRINTABLE/i.test(parameters)) return raw;
  const charset = /CHARSET=([\w-]+)/i.exec(parameters)?.[1] ?? 'utf-8';
  const bytes: number[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const hex = /^=([0-9A-Fa-f]{2})/.exec(raw.slice(at, at + 3));
    if (hex?.[1] === undefined) bytes.push(...Buffer.from(raw[at] ?? ''));
    else {
      bytes.push(Number.parseInt(hex[1], 16));
      at += 2;
    }
  }
  try {
    return new TextDecoder(charset).decode(Uint8Array.from(bytes));
  } catch {
    // A charset nobody knows: the bytes are most likely what nearly everybody writes.
    return new TextDecoder().decode(Uint8Array.from(bytes));
  }
}

/** The parts of a value between bare semicolons, unescaped. */
const partsOf = (value: string) => value.split(/(?<!\\);/).map((part) => unescaped(part).trim());
const unescaped = (value: string) =>
  value.replace(/\\([nN,;:\\])/g, (_, mark: string) => (/n/i.test(mark) ? '\n' : mark));

function cellsOf(card: readonly Property[]): string[] {
  const first = (name: string) => {
    const value = card.find((one) => one.name === name)?.value;
    return value === undefined ? '' : unescaped(value).trim();
  };
  const joined = (name: string, by: string) =>
    partsOf(card.find((one) => one.name === name)?.value ?? '')
      .filter((part) => part !== '')
      .join(by);
  const [family = '', given = '', middle = ''] = partsOf(card.find((one) => one.name === 'N')?.value ?? '');
  const numbers = card.filter((one) => one.name === 'TEL').sort((a, b) => rank(a) - rank(b));
  const [number = '', ...others] = numbers.map((one) => unescaped(one.value).replace(/^tel:/i, '').trim());
  return [
    first('FN') || [given, middle, family].filter((part) => part !== '').join(' ') || joined('ORG', ', '),
    number,
    first('EMAIL'),
    joined('ORG', ', '),
    first('TITLE'),
    joined('ADR', ', '),
    first('BDAY'),
    first('URL'),
    others.join(', '),
    first('NOTE'),
  ];
}

/** Which of several numbers is texted: the mobile one, then the preferred one, and never a fax if there is another. */
function rank({ parameters }: Property): number {
  if (/FAX|PAGER/.test(parameters)) return 3;
  if (/CELL|MOBILE|IPHONE/.test(parameters)) return 0;
  return /PREF/.test(parameters) ? 1 : 2;
}
