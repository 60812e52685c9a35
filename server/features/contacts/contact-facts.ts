import { contactErrors as e } from '#contract/contacts.ts';
import type { ErrorSpec } from '#contract/endpoint.ts';
import { AppError } from '#server/platform/errors.ts';
import { wholeCharacters } from '#server/platform/http/storable.ts';
import type { Fields } from './tables.ts';

// Controls, and the marks that turn or hide text: a name with them could pretend to be another.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/u;
const joiners = /[\u200c\u200d]/g; // needed inside Persian words and emoji

/** A name with its spaces evened, perhaps empty; undefined when it has over `most` characters or such that cannot be seen. */
export function readLabel(text: string, most: number): string | undefined {
  const label = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if ([...label].length > most || unseen.test(label.replace(joiners, ''))) return undefined;
  return label;
}

/** Throws `contacts.name_shape`. */
export function parseContactName(text: string): string {
  const name = readLabel(text, 120);
  if (name === undefined) throw new AppError(e.nameShape, { field: 'name' });
  return name;
}

/** Notes keep their lines. Throws `contacts.notes_long`. */
export function parseNotes(text: string): string {
  const notes = text.replace(/\r\n?/g, '\n').trim();
  if ([...notes].length > 10_000) throw new AppError(e.notesLong, { field: 'notes' });
  return notes;
}

/** Words that mean something to every line when they are texted; neither contacts nor groups can have them. */
const taken = new Set(
  'stop stopall unsubscribe cancel block end quit start unstop yes no help info join leave optout revoke remove'.split(
    ' ',
  ),
);

export interface KeywordRefusals {
  readonly shape: ErrorSpec;
  readonly reserved: ErrorSpec;
}

/** A keyword in lower case: letters of any script, marks and digits. Throws the given refusals. */
export function parseKeyword(text: string, refusals: KeywordRefusals): string {
  const keyword = text.normalize('NFKC').trim().toLowerCase();
  if (!/^[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]{0,31}$/u.test(keyword))
    throw new AppError(refusals.shape, { field: 'keyword' });
  if (taken.has(keyword)) throw new AppError(refusals.reserved, { field: 'keyword' });
  return keyword;
}
export const contactKeyword: KeywordRefusals = { shape: e.keywordShape, reserved: e.keywordReserved };

const mostBytes = 65_535;

/** Fields after a change: each named one is set, null removes one. Throws `contacts.field_name`, `contacts.fields_large`. */
export function mergeFields(now: Fields, set: Fields): Fields {
  const merged = new Map(Object.entries(now));
  for (const [given, value] of Object.entries(set)) {
    const name = readLabel(given, 100);
    if (!name) throw new AppError(e.fieldName, { field: 'fields' });
    if (value === null || value === undefined || value === '') merged.delete(name);
    else merged.set(name, value);
  }
  const fields = wholeCharacters(Object.fromEntries(merged));
  if (Buffer.byteLength(JSON.stringify(fields)) > mostBytes) throw new AppError(e.fieldsLarge, { field: 'fields' });
  return fields;
}
