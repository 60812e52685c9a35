import { and, eq, inArray } from 'drizzle-orm';
import type { ContactId, GroupId, PhoneNumber } from '#contract/ids.ts';
import { type LeftOut, messageErrors as m, type Party, type To } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import {
  barredNumber,
  findGroup,
  listContactsByIds,
  listContactsByNumbers,
  listRecipientsOfGroups,
} from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { together } from '#server/platform/db/together.ts';
import { AppError } from '#server/platform/errors.ts';
import { eachInSlices } from '#server/platform/pace.ts';
import { findLandlines } from './parties.ts';
import { readRecipient, whyUnreachable } from './reachable.ts';
import { findThread } from './thread-store.ts';

export interface Chosen {
  /** Who gets it, each once: singles first, as they were named. */
  readonly numbers: readonly PhoneNumber[];
  readonly leftOut: readonly LeftOut[];
  readonly groupIds: readonly GroupId[];
  /** Numbers that were named one by one and are numbers, whether they get it or not: the members of the thread. */
  readonly singles: readonly PhoneNumber[];
  readonly singlesNamed: number;
}

interface Candidate {
  readonly party: Party;
  readonly blocked: boolean;
  readonly screened: boolean;
}

export const mostSingles = 25;
const pageOfGroup = 1000;

/**
 * Works out who a text is for: who gets it, and who will not and why. Throws `messages.no_recipients`, `_too_many_singles`,
 * `_unknown_contact`, `_unknown_group`.
 */
export async function chooseRecipients(
  db: Db,
  deps: Pick<Deps, 'config'>,
  ref: LineRef,
  to: To,
  own: PhoneNumber | null,
): Promise<Chosen> {
  const wanted = await named(db, ref, to);
  if (wanted.contacts.length + wanted.numbers.length + wanted.groups.length === 0)
    throw new AppError(m.noRecipients, { field: 'to' });
  const singlesNamed = wanted.contacts.length + wanted.numbers.length;
  if (singlesNamed > mostSingles)
    throw new AppError(m.tooManySingles, { field: 'to', detail: { named: singlesNamed, most: mostSingles } });
  const policy = { region: deps.config.region, countries: deps.config.textCountries };
  const singles = await singleCandidates(db, ref, wanted, policy);
  const groupIds = await checkGroups(db, ref, wanted.groups);
  const members = await groupCandidates(db, ref, groupIds);
  const all = [...singles.good, ...members];
  const landlines = await findLandlines(
    db,
    ref.companyId,
    all.map(({ party }) => party.number),
  );
  const seen = new Set<string>();
  const leftOut: LeftOut[] = [...singles.bad];
  const numbers: PhoneNumber[] = [];
  await eachInSlices(all.entries(), ([place, one]) => {
    const { number } = one.party;
    const isRepeat = seen.has(number);
    seen.add(number);
    // Somebody in a group who was named as well gets it once, as anybody would expect: that is no news.
    if (isRepeat && place >= singles.good.length) return;
    const why = isRepeat ? 'duplicate' : whyNot(one, number, own, landlines, policy);
    if (why) leftOut.push({ to: one.party, why });
    else numbers.push(number as PhoneNumber); // `whyNot` has just read it
  });
  return {
    numbers,
    leftOut,
    groupIds,
    singles: [...new Set(singles.good.map(({ party }) => party.number as PhoneNumber))], // parsed, or a contact's
    singlesNamed,
  };
}

function whyNot(
  one: Candidate,
  number: string,
  own: PhoneNumber | null,
  landlines: ReadonlySet<string>,
  policy: Parameters<typeof whyUnreachable>[1],
): LeftOut['why'] | undefined {
  if (one.blocked) return 'opted_out';
  if (one.screened) return 'screened';
  if (number === own) return 'ours';
  if (landlines.has(number)) return 'landline';
  return whyUnreachable(number, policy);
}

interface Named {
  readonly contacts: readonly string[];
  readonly numbers: readonly string[];
  readonly groups: readonly string[];
}

async function named(db: Db, ref: LineRef, to: To): Promise<Named> {
  if (to.thread === undefined)
    return { contacts: to.contacts ?? [], numbers: to.numbers ?? [], groups: to.groups ?? [] };
  const found = await findThread(db, ref, to.thread);
  if (!found) throw new AppError(m.noRecipients, { field: 'to' });
  return {
    contacts: [],
    numbers: found.kind === 'group' && found.groupIds.length === 0 ? [] : found.numbers,
    groups: found.groupIds,
  };
}

async function singleCandidates(
  db: Db,
  ref: LineRef,
  wanted: Named,
  policy: Parameters<typeof readRecipient>[1],
): Promise<{ good: Candidate[]; bad: LeftOut[] }> {
  const read = wanted.numbers.map((typed) => ({ typed, ...readRecipient(typed, policy) }));
  const numbers = read.flatMap((one) => ('number' in one ? [one.number] : []));
  const [ofIds, ofNumbers, bars] = await together(
    db,
    () => listContactsByIds(db, ref, wanted.contacts),
    () => listContactsByNumbers(db, ref, numbers),
    () => listBars(db, ref, numbers),
  );
  const byId = new Map(ofIds.map((one) => [one.id as string, one]));
  if (wanted.contacts.some((id) => !byId.has(id))) throw new AppError(m.unknownContact, { field: 'to' });
  const byNumber = new Map(ofNumbers.map((one) => [one.number as string, one]));
  const good: Candidate[] = [];
  const bad: LeftOut[] = [];
  for (const id of wanted.contacts) {
    const found = byId.get(id);
    if (found)
      good.push({
        party: { number: found.number, name: found.name || null, contactId: found.id },
        blocked: found.blockedAt !== null,
        screened: found.screenedAt !== null,
      });
  }
  for (const one of read) {
    if ('why' in one) {
      bad.push({ to: { number: one.typed.slice(0, 60), name: null, contactId: null }, why: one.why });
      continue;
    }
    const known = byNumber.get(one.number);
    const bar = bars.get(one.number);
    good.push({
      party: { number: one.number, name: known?.name || null, contactId: known?.id ?? null },
      blocked: (bar?.blockedAt ?? null) !== null,
      screened: (bar?.screenedAt ?? null) !== null,
    });
  }
  return { good, bad };
}

/** Numbers need no contact to be barred. */
export async function listBars(db: Db, ref: LineRef, numbers: readonly PhoneNumber[]) {
  if (numbers.length === 0) return new Map<string, typeof barredNumber.$inferSelect>();
  const rows = await db
    .select()
    .from(barredNumber)
    .where(
      and(
        eq(barredNumber.companyId, ref.companyId),
        eq(barredNumber.lineId, ref.lineId),
        inArray(barredNumber.number, [...numbers]),
      ),
    );
  return new Map(rows.map((row) => [row.number as string, row]));
}

async function checkGroups(db: Db, ref: LineRef, ids: readonly string[]): Promise<GroupId[]> {
  const found: GroupId[] = [];
  for (const id of [...new Set(ids)]) {
    const group = await findGroup(db, ref, id);
    if (!group) throw new AppError(m.unknownGroup, { field: 'to' });
    found.push(group.id);
  }
  return found;
}

async function groupCandidates(db: Db, ref: LineRef, groupIds: readonly GroupId[]): Promise<Candidate[]> {
  const all: Candidate[] = [];
  let after: ContactId | undefined;
  for (;;) {
    const page = await listRecipientsOfGroups(db, ref, groupIds, {
      ...(after !== undefined && { after }),
      limit: pageOfGroup,
    });
    for (const one of page)
      all.push({
        party: { number: one.number, name: one.name || null, contactId: one.id },
        blocked: one.blockedAt !== null,
        screened: one.screenedAt !== null,
      });
    after = page.at(-1)?.id;
    if (page.length < pageOfGroup) return all;
  }
}
