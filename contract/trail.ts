import { type Static, Type } from 'typebox';
import { Id, maybe, Time } from './shapes.ts';

const Person = Type.Object({ id: Id, name: Type.String() });

/** One entry of the trail: what happened to an account or the company, who did it, from where, and how they proved themselves. */
export const TrailEntry = Type.Object({
  id: Id,
  /** Like `password.changed`. */
  kind: Type.String(),
  at: Time,
  /** Whose account it is about; null: the company's. */
  about: maybe(Person),
  /** Who did it; null: whoever it is about. */
  by: maybe(Person),
  proof: Type.String(),
  /** Address it came from; where, is not looked up anywhere. */
  ip: Type.String(),
  /** Browser and system, as the device told. */
  device: Type.String(),
  /** Values of the change, numbers and addresses hidden but for their ends. */
  detail: Type.Record(Type.String(), Type.Unknown()),
});
export type TrailEntry = Static<typeof TrailEntry>;

export const Trail = Type.Object({
  entries: Type.Array(TrailEntry),
  /** There are older ones: ask for those before this id. */
  before: maybe(Id),
});
export type Trail = Static<typeof Trail>;
