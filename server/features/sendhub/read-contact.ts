import type { GroupId } from '#contract/ids.ts';
import { contactKeys } from './present-contact.ts';
import { badFields, required } from './refusals.ts';
import { idOf, textOf, truthOf } from './wire.ts';

/** What a client wrote of a contact; what it did not write is undefined. */
export interface WrittenContact {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly number: string | undefined;
  readonly keyword: string | undefined;
  readonly blocked: boolean | undefined;
  readonly screened: boolean | undefined;
  readonly deleted: boolean | undefined;
  readonly groups: readonly GroupId[] | undefined;
  /** Any other key: fields of the line's own making; null removes one. */
  readonly fields: Record<string, unknown>;
}

const notOurs = new Set(['username', 'api_key']);

/** Reads a contact as clients write it. Throws a 400 beside the field. */
export function readContact(body: Readonly<Record<string, unknown>>): WrittenContact {
  const flag = (name: string) => {
    if (body[name] === undefined || body[name] === null) return undefined;
    const value = truthOf(body[name]);
    if (value === undefined) throw badFields({ [name]: ['This is true or false.'] });
    return value;
  };
  const text = (name: string) => {
    if (body[name] === undefined || body[name] === null) return undefined;
    const value = textOf(body[name]);
    if (value === undefined) throw badFields({ [name]: ['This is a text.'] });
    return value;
  };
  return {
    id: idFrom(body['id']),
    name: text('name'),
    number: text('number'),
    keyword: text('keyword'),
    blocked: flag('blocked'),
    screened: flag('screened'),
    deleted: flag('deleted'),
    groups: groupsFrom(body['groups']),
    fields: Object.fromEntries(Object.entries(body).filter(([name]) => !contactKeys.has(name) && !notOurs.has(name))),
  };
}

function idFrom(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const id = idOf(value);
  if (id === undefined) throw badFields({ id: ['This is no id.'] });
  return id;
}

/** Ids, strings or addresses of groups. */
function groupsFrom(value: unknown): GroupId[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw badFields({ groups: ['This is a list of groups.'] });
  return value.map((one) => {
    const id = idOf(one);
    if (id === undefined) throw badFields({ groups: ['Each group is an id or the address of a group.'] });
    return id as GroupId; // digits; whether it is a group is asked when it is joined
  });
}

/** Throws the published 400 for a new contact that lacks what it needs. */
export function requireNameAndNumber(written: WrittenContact): { name: string; number: string } {
  const { name, number } = written;
  if (name?.trim() && number?.trim()) return { name, number };
  throw badFields({
    ...(!name?.trim() && { name: [required] }),
    ...(!number?.trim() && { number: [required] }),
  });
}
