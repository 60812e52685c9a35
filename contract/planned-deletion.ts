import { Type } from 'typebox';
import { endpoint, line } from './endpoint.ts';
import { maybe, Time } from './shapes.ts';

/** Beside the rehearsal of deletion.ts, which counts everything: quick enough to travel with every page of an admin. */
export const plannedDeletion = endpoint({
  method: 'GET',
  path: '/api/company/deletion/planned',
  summary: 'Whether a deletion of the company is planned, and when',
  access: line({ may: 'delete_company' }),
  reply: Type.Object({
    company: Type.String(),
    planned: maybe(Type.Object({ dueAt: Time, begun: Type.Boolean() })),
  }),
  errors: [],
});
