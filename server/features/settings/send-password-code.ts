import { settingsErrors as s } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { changed, hidden, record, sendCode, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { whereCodesGo } from './where-codes-go.ts';

/** "Reset Password": sends a reset code to the verified cell, or to the e-mail address where there is none. Throws `settings.no_channel` and the refusals of sending codes. */
export function sendPasswordCode(deps: Deps, caller: Caller): Promise<void> {
  return withLine(deps.db, caller, async (tx, current) => {
    const to = whereCodesGo(current);
    if (!to) throw new AppError(s.noChannel);
    await sendCode(tx, deps, current, {
      purpose: 'password',
      ...to,
      sessionId: caller.sessionId,
      ip: caller.origin.ip,
    });
    await record(tx, deps, caller, 'password.code-sent', { to: hidden(to.target) });
    await changed(tx, current);
  });
}
