import type { Deps } from '#server/deps.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { resend } from './resend.ts';

/** Texts a new code to the number that waits. Throws `settings.nothing_waiting` and the refusals of sending codes. */
export const resendCell = (deps: Deps, caller: Caller): Promise<void> => resend(deps, caller, 'cell');
