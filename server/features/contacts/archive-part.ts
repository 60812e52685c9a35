import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { ContactId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { ArchivePart, ArchiveScope } from '#server/features/company/index.ts';
import { contact } from './tables.ts';

type Contact = typeof contact.$inferSelect;
const page = 1000;

/** Contacts as a table and as vCards, read a page at a time. */
export const contactsInArchive: ArchivePart = {
  name: 'contacts',
  async write(deps, scope, files) {
    await files.add('contacts.csv', withHead(pagesOf(deps, scope, rowOf)));
    await files.add('contacts.vcf', pagesOf(deps, scope, cardOf));
  },
};

async function* withHead(rows: AsyncIterable<string>): AsyncGenerator<string> {
  yield 'line,name,number,keyword,notes,fields\r\n';
  yield* rows;
}

async function* pagesOf({ db }: Deps, scope: ArchiveScope, write: (one: Contact) => string): AsyncGenerator<string> {
  let last: ContactId | undefined;
  do {
    const rows: Contact[] = await db
      .select()
      .from(contact)
      .where(
        and(
          eq(contact.companyId, scope.companyId),
          scope.lineId === null ? undefined : eq(contact.lineId, scope.lineId),
          last === undefined ? undefined : gt(contact.id, last),
          isNull(contact.deletedAt),
        ),
      )
      .orderBy(asc(contact.id))
      .limit(page);
    yield rows.map(write).join('');
    last = rows.length < page ? undefined : rows.at(-1)?.id;
  } while (last !== undefined);
}

const rowOf = (one: Contact) =>
  `${[one.lineId, one.name, one.number, one.keyword ?? '', one.notes, JSON.stringify(one.fields)].map(cellOf).join(',')}\r\n`;

/** A cell that begins like a formula is one to a spreadsheet; a number's own plus is not. */
function cellOf(text: string): string {
  const tame = /^[=+\-@\t\r]/.test(text) && !/^\+\d+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}

/** vCard 3.0, which every address book reads. */
const cardOf = (one: Contact) =>
  [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(one.name === '' ? one.number : one.name)}`,
    `N:;${escaped(one.name)};;;`,
    `TEL;TYPE=CELL:${one.number}`,
    ...(one.notes === '' ? [] : [`NOTE:${escaped(one.notes)}`]),
    'END:VCARD',
    '',
  ].join('\r\n');
const escaped = (text: string) => text.replace(/[\\,;]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');
