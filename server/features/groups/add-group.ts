import type { BodyOf } from '#contract/endpoint.ts';
import type { groups } from '#contract/groups.ts';
import type { GroupId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { holdGroup } from '#server/features/plan/index.ts';
import { violatedConstraint } from '#server/platform/db/db.ts';
import { newId } from '#server/platform/ids.ts';
import { tell } from '#server/platform/live/live.ts';
import { keywordOfName, parseGroupKeyword, parseGroupName, parseJoinMessage } from './group-facts.ts';
import { refuseTaken } from './refuse-taken.ts';
import { insertGroup, listKeywordsLike } from './store.ts';

/** Adds a group and answers its id. Without a keyword it gets its name's, numbered where that is taken. Throws `groups.*`, `plan.limits_reached`. */
export async function addGroup(deps: Deps, ref: LineRef, wanted: BodyOf<typeof groups.add>): Promise<GroupId> {
  const now = deps.clock.now();
  const given = wanted.keyword === undefined ? undefined : parseGroupKeyword(wanted.keyword);
  const row = {
    companyId: ref.companyId,
    lineId: ref.lineId,
    id: newId<GroupId>(),
    ...parseGroupName(wanted.name),
    joinByText: wanted.joinByText ?? false,
    joinMessage: parseJoinMessage(wanted.joinMessage ?? ''),
    createdAt: now,
    changedAt: now,
  };
  for (let tries = 0; ; tries += 1) {
    try {
      const keyword = given ?? (await freeKeyword(deps, ref, row.name));
      await deps.db.transaction(async (tx) => {
        await insertGroup(tx, { ...row, keyword });
        await holdGroup(tx, deps, { companyId: ref.companyId, lineId: ref.lineId, groupId: row.id });
        await tell(tx, { line: ref.lineId, topic: 'groups' });
      });
      return row.id;
    } catch (error) {
      // Somebody took the keyword that was free a moment ago, and nobody asked for this one in particular.
      const isRace = given === undefined && violatedConstraint(error) === 'contact_group_keyword';
      if (!isRace || tries > 20) refuseTaken(error);
    }
  }
}

async function freeKeyword(deps: Deps, ref: LineRef, name: string): Promise<string> {
  const start = keywordOfName(name);
  const taken = new Set(await listKeywordsLike(deps.db, ref, start));
  if (!taken.has(start)) return start;
  for (let n = 2; ; n += 1) if (!taken.has(`${start}${n}`)) return `${start}${n}`;
}
