import { type Static, Type } from 'typebox';
import { deletionErrors as d } from './company-errors.ts';
import { endpoint, line } from './endpoint.ts';
import { identityErrors as i } from './identity.ts';
import { E164, maybe, Time } from './shapes.ts';

const strict = { additionalProperties: false } as const;
export const reasons = ['too_expensive', 'missing', 'moving', 'closing', 'trying', 'other'] as const;
const Reason = Type.Enum([...reasons]);
export type Reason = (typeof reasons)[number];

export const Deletion = Type.Object({
  company: Type.String(),
  /** Whether the caller may start and stop it. */
  allowed: Type.Boolean(),
  /** Whom to ask otherwise. */
  admins: Type.Array(Type.String()),
  /** What would go, for those who may start it. */
  goes: maybe(
    Type.Object({
      lines: Type.Array(Type.String()),
      numbers: Type.Array(E164),
      /** How many rows there are of each kind of thing, by the name of its table. */
      rows: Type.Record(Type.String(), Type.Integer()),
    }),
  ),
  /** Announced, or being carried out; null: nothing is planned. */
  planned: maybe(Type.Object({ startedAt: Time, dueAt: Time, startedBy: Type.String(), begun: Type.Boolean() })),
});
export type Deletion = Static<typeof Deletion>;

export const deletion = {
  read: endpoint({
    method: 'GET',
    path: '/api/company/deletion',
    summary: 'What deleting the company would take with it, and whether that is planned',
    access: line(),
    reply: Deletion,
    errors: [],
  }),
  start: endpoint({
    method: 'POST',
    path: '/api/company/deletion',
    summary: '"Yes, delete in 5 days": announces the deletion of the company',
    access: line({ may: 'delete_company', proof: true }),
    body: Type.Object(
      {
        reason: Reason,
        comment: Type.Optional(Type.String({ maxLength: 2000 })),
        password: Type.String({ maxLength: 2000 }),
      },
      strict,
    ),
    reply: Deletion,
    errors: [i.wrongPassword, i.tooManyAttempts, d.alreadyPlanned],
  }),
  keep: endpoint({
    method: 'DELETE',
    path: '/api/company/deletion',
    summary: '"Keep my account": cancels the deletion, until its first step',
    access: line({ may: 'delete_company' }),
    reply: Deletion,
    errors: [d.notPlanned, d.begun],
  }),
} as const;
