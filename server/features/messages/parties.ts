import type { Party } from '#contract/messages.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';

export type PartyFinder = (number: string) => Party;

/** Who numbers are to this line: contacts where they are known, bare numbers where not. */
export async function findParties(
  _db: Db,
  _ref: LineRef,
  _numbers: readonly string[],
): Promise<{ party: PartyFinder; isOptedOut: (number: string) => boolean }> {
  return { party: (number) => ({ number, name: null, contactId: null }), isOptedOut: () => false };
}

export type GroupNamer = (id: string) => { readonly id: string; readonly name: string };

/** What the groups of this line are called; one that is gone has no name. */
export async function findGroupNames(_db: Db, _ref: LineRef, _ids: readonly string[]): Promise<GroupNamer> {
  return (id) => ({ id, name: '' });
}
