import { settingsErrors as s } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { changed, findOpenChange, hidden, record, sendCode, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';

/** Sends again what the open change of a kind waits for; what was sent before is no good any more. */
export function resend(deps: Deps, caller: Caller, kind: 'cell' | 'email'): Promise<void> {
  return withLine(deps.db, caller, async (tx, current) => {
    const change = await findOpenChange(tx, caller, kind);
    if (!change?.newValue) throw new AppError(s.nothingWaiting);
    await sendCode(tx, deps, current, {
      purpose: kind,
      channel: kind === 'cell' ? 'text' : 'mail',
      target: change.newValue,
      sessionId: caller.sessionId,
      changeId: change.id,
      ip: caller.origin.ip,
    });
    await record(tx, deps, caller, `${kind}.resent`, { to: hidden(change.newValue) });
    await changed(tx, current);
  });
}
