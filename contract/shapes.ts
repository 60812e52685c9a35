import { Type } from 'typebox';

/** Ids are 64-bit and time-ordered; in TypeScript and JSON they are strings of digits. The pattern stays below what the database can hold. */
export const Id = Type.String({ pattern: '^([0-9]{1,18}|[1-8][0-9]{18})$' });
/** ISO 8601 in UTC, as `Date.toISOString` writes it. */
export const Time = Type.String({ format: 'date-time' });
/** E.164: a plus sign and 7 to 15 digits. */
export const E164 = Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$' });
export const maybe = <T extends import('typebox').TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** RFC 9457 problem details: what every refusal and fault looks like on the wire. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  request_id: Type.String(),
  /** Beside which field the words belong, where it is about one. */
  field: Type.Optional(Type.String()),
  /** For `request.invalid`: each fault with its path in the body, like `/name`. */
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  /** Facts a page needs to say it well: tries left, seconds to wait, the value that stands now. */
  detail: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
