import type { Fields } from './tables.ts';

interface CardFacts {
  readonly name: string;
  readonly number: string;
  readonly notes: string;
  readonly fields: Fields;
  readonly groups: string[] | null;
}

/** Fields people make that a card has a place for. */
const places: readonly (readonly [RegExp, string])[] = [
  [/^e-?mail|^correo/i, 'EMAIL'],
  [/^(company|organi[sz]ation|empresa)$/i, 'ORG'],
  [/^(title|job title|cargo)$/i, 'TITLE'],
  [/^(birthday|cumpleaños)$/i, 'BDAY'],
  [/^(website|url|web)$/i, 'URL'],
  [/^address$/i, 'ADR'],
];

/** A contact as a vCard 3.0, which every phone and mail program reads. */
export function vcardOf(contact: CardFacts): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(contact.name || contact.number)}`,
    `N:${escaped(contact.name)};;;;`,
    `TEL;TYPE=CELL:${contact.number}`,
    ...Object.entries(contact.fields).flatMap(([field, value]) => fieldLine(field, value)),
    ...(contact.groups?.length ? [`CATEGORIES:${contact.groups.map(escaped).join(',')}`] : []),
    ...(contact.notes ? [`NOTE:${escaped(contact.notes)}`] : []),
    'END:VCARD',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function fieldLine(field: string, value: unknown): string[] {
  const place = places.find(([names]) => names.test(field))?.[1];
  if (place === undefined || typeof value !== 'string') return [];
  return [place === 'ADR' ? `ADR:;;${escaped(value)};;;;` : `${place}:${escaped(value)}`];
}

const escaped = (text: string) => text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** Lines have at most 75 bytes: longer ones go on after a space, never inside a character. */
function folded(line: string): string {
  let [out, bytes] = ['', 0];
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > 74) {
      out += '\r\n ';
      bytes = 1;
    }
    out += letter;
    bytes += size;
  }
  return out;
}
