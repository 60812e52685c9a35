import type { Deps } from '#server/deps.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { resend } from './resend.ts';

/** Mails a new link to the address that waits. Throws `settings.nothing_waiting` and the refusals of sending codes. */
export const resendEmail = (deps: Deps, caller: Caller): Promise<void> => resend(deps, caller, 'email');
