import { type Static, Type } from 'typebox';
import { Id, maybe, Time } from './shapes.ts';

/** `pending`: texted the keyword and has not confirmed; texted only once `joined`. */
export const MembershipState = Type.Union([Type.Literal('pending'), Type.Literal('joined')]);
export type MembershipState = Static<typeof MembershipState>;

/** A contact as lists show it. */
export const ContactSummary = Type.Object({
  id: Id,
  /** Empty for somebody of whom only the number is known. */
  name: Type.String(),
  /** E.164; the short number of an automatic sender as it came. */
  number: Type.String(),
  keyword: maybe(Type.String()),
  /** They opted out of the line's texts. */
  blocked: Type.Boolean(),
  /** The line blocked them. */
  screened: Type.Boolean(),
});
export type ContactSummary = Static<typeof ContactSummary>;

export const Contact = Type.Object({
  ...ContactSummary.properties,
  blockedAt: maybe(Time),
  screenedAt: maybe(Time),
  /** Fields of the line's own making; by the API any JSON, on the page text. */
  fields: Type.Record(Type.String(), Type.Unknown()),
  notes: Type.String(),
  groups: Type.Array(Type.Object({ id: Id, name: Type.String(), state: MembershipState })),
  createdAt: Time,
  changedAt: Time,
});
export type Contact = Static<typeof Contact>;

/** What one column of a file becomes. `field`: a field named as the column's heading. */
export const columnMeanings = ['number', 'name', 'firstName', 'lastName', 'keyword', 'notes', 'field', 'skip'] as const;
export type ColumnMeaning = (typeof columnMeanings)[number];
export const ColumnMeaningName = Type.Enum([...columnMeanings]);

const importStates = ['ready', 'running', 'done', 'cancelled', 'failed'] as const;
export type ImportState = (typeof importStates)[number];

/** An import from upload to its end. `ready`: uploaded, waits for what its columns mean. */
export const Import = Type.Object({
  id: Id,
  fileName: Type.String(),
  kind: Type.Union([Type.Literal('csv'), Type.Literal('vcard')]),
  state: Type.Enum([...importStates]),
  encoding: Type.String(),
  delimiter: Type.String(),
  hasHeader: Type.Boolean(),
  /** Headings of the columns, or "Column 1" where there are none. */
  columns: Type.Array(Type.Object({ heading: Type.String(), meaning: ColumnMeaningName })),
  /** The first rows as they lie in the file; `fault` where a row cannot be read. */
  preview: Type.Array(
    Type.Object({ row: Type.Integer(), cells: Type.Array(Type.String()), fault: Type.Optional(Type.String()) }),
  ),
  total: Type.Integer(),
  done: Type.Integer(),
  added: Type.Integer(),
  updated: Type.Integer(),
  /** Left alone because they exist, or because nothing differed. */
  skipped: Type.Integer(),
  /** Further rows of the same number, joined with the first. */
  joined: Type.Integer(),
  faulty: Type.Integer(),
  /** The first rows that were left out, and why (a code of this contract). */
  faults: Type.Array(Type.Object({ row: Type.Integer(), code: Type.String(), text: Type.String() })),
  createdAt: Time,
  finishedAt: maybe(Time),
});
export type Import = Static<typeof Import>;
