import type { BodyOf } from '#contract/endpoint.ts';
import { groupErrors as e, type groups } from '#contract/groups.ts';
import type { Deps } from '#server/deps.ts';
import { findGroup } from '#server/features/contacts/index.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { parseGroupKeyword, parseGroupName, parseJoinMessage } from './group-facts.ts';
import { refuseTaken } from './refuse-taken.ts';
import { updateGroup } from './store.ts';

/** Changes what is named. Throws `groups.not_found`, `groups.name_taken`, `groups.keyword_taken` and what the facts are refused for. */
export async function changeGroup(
  deps: Deps,
  ref: LineRef,
  id: string,
  set: BodyOf<typeof groups.change>,
): Promise<void> {
  const wanted = {
    ...(set.name !== undefined && parseGroupName(set.name)),
    ...(set.keyword !== undefined && { keyword: parseGroupKeyword(set.keyword) }),
    ...(set.joinByText !== undefined && { joinByText: set.joinByText }),
    ...(set.joinMessage !== undefined && { joinMessage: parseJoinMessage(set.joinMessage) }),
  };
  await deps.db
    .transaction(async (tx) => {
      const current = await findGroup(tx, ref, id, true);
      if (!current) throw new AppError(e.notFound);
      await updateGroup(tx, ref.companyId, current.id, { ...wanted, changedAt: deps.clock.now() });
      await tell(tx, { line: ref.lineId, topic: 'groups' });
      await tell(tx, { line: ref.lineId, topic: 'contacts' });
    })
    .catch(refuseTaken);
}
