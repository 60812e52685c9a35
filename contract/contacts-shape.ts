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
const columnMeanings = ['number', 'name', 'firstName', 'lastName', 'keyword', 'notes', 'field', 'skip'] as const;
export type ColumnMeaning = (typeof columnMeanings)[number];

const importStates = ['ready', 'running', 'done', 'cancelled', 'failed'] as const;
export type ImportState = (typeof importStates)[number];
