import type { Deps } from '#server/deps.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { record } from './record.ts';
import { endSession } from './sessions.ts';
import { withLine } from './with-line.ts';

/** Ends the caller's session; nothing to do for somebody who has none. */
export async function signOut(deps: Deps, caller: Caller | undefined): Promise<void> {
  const sessionId = caller?.sessionId;
  if (!caller || sessionId === undefined) return;
  await withLine(deps.db, caller, async (tx) => {
    await endSession(tx, deps, caller, sessionId);
    await record(tx, deps, caller, 'session.ended');
  });
}
