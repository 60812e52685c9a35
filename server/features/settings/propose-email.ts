import { identityErrors as e } from '#contract/identity.ts';
import { settingsErrors as s } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import {
  changed,
  hidden,
  isEmailTaken,
  parseEmail,
  proposeChange,
  record,
  sendCode,
  withLine,
} from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';

/** "Change Email": mails a link to the new address; the old one stays in force until it is used. Throws `identity.email_shape`, `_taken`, `settings.email_same`, and the refusals of sending codes. */
export function proposeEmail(deps: Deps, caller: Caller, text: string): Promise<void> {
  const email = parseEmail(text);
  return withLine(deps.db, caller, async (tx, current) => {
    if (email === current.email) throw new AppError(s.emailSame, { field: 'email' });
    if (await isEmailTaken(tx, email, caller)) throw new AppError(e.emailTaken, { field: 'email' });
    const { sessionId } = caller;
    const change = await proposeChange(tx, deps, current, { kind: 'email', newValue: email, sessionId });
    await sendCode(tx, deps, current, {
      purpose: 'email',
      channel: 'mail',
      target: email,
      sessionId,
      changeId: change.id,
      ip: caller.origin.ip,
    });
    await record(tx, deps, caller, 'email.proposed', { to: hidden(email) });
    await changed(tx, current);
  });
}
