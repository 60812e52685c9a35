import type { Party, Thread } from '#contract/messages.ts';
import { formatNumber } from '#web/lib/format-number.ts';

/** How somebody is called: by name, else by number. */
export const nameOf = (party: Party, region: string): string =>
  party.name !== null && party.name !== '' ? party.name : formatNumber(party.number, region);

/** How a conversation is called: its groups, or the names of the people in it. */
export function titleOf(thread: Pick<Thread, 'members' | 'groups'>, region: string, list: Intl.ListFormat): string {
  const names = [...thread.groups.map(({ name }) => name), ...thread.members.map((member) => nameOf(member, region))];
  return list.format(names);
}

/** What its colour and initials are made from. A number has no initials worth showing. */
export function faceOf(thread: Thread): { readonly id: string; readonly name: string } {
  const [group, member] = [thread.groups[0], thread.members[0]];
  if (group !== undefined) return { id: group.id, name: group.name };
  return { id: member?.number ?? thread.id, name: member?.name ?? '' };
}
