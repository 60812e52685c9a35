import { commonErrors, type QueryOf } from '#contract/endpoint.ts';
import type { voice } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { numberWritten } from './dialled-number.ts';
import { findCaller } from './find-caller.ts';
import { readRoute } from './read-route.ts';
import { findLine } from './store.ts';

/** "What happens when someone calls me?": the way a call would take, by the function that routes calls. Throws `voice.number_shape`. */
export async function explainCall(deps: Deps, me: LineRef, asked: QueryOf<typeof voice.whatHappens>) {
  const found = await findLine(deps.db, me.companyId, me.lineId);
  if (!found) throw new AppError(commonErrors.signInNeeded);
  const from = asked.from === undefined ? '' : numberWritten(asked.from, found.company.region, 'from');
  const at = asked.at === undefined ? deps.clock.now() : new Date(asked.at);
  const caller = await findCaller(deps.db, me, from);
  const route = await readRoute(deps, found, { from, caller, at });
  return { from, known: caller.name !== null, at: at.toISOString(), open: route.open, steps: route.steps };
}
