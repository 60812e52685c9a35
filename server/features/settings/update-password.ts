import type { BodyOf } from '#contract/endpoint.ts';
import { identityErrors as e } from '#contract/identity.ts';
import { settingsErrors as s, type settings } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import {
  consume,
  judgeCode,
  type Line,
  newPasswordFor,
  refuseWeakPassword,
  setPassword,
  verifyPassword,
  withLine,
} from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';

type Wanted = BodyOf<typeof settings.updatePassword>;
interface Proof {
  readonly says: string;
  /** Uses the proof up under the lock, where another request may have been quicker. */
  readonly spend: (tx: Db, current: Line) => Promise<void>;
}

/**
 * "Update Password", with the reset code or the current password: exactly one of them. Throws `settings.password_proof`,
 * `identity.wrong_password`, `_too_many_attempts`, and the refusals of new passwords and of codes.
 */
export async function updatePassword(deps: Deps, caller: Caller, wanted: Wanted): Promise<void> {
  if (Boolean(wanted.code) === Boolean(wanted.currentPassword))
    throw new AppError(s.passwordProof, { field: wanted.code ? 'currentPassword' : 'code' });
  // A weak password is refused before a try of the code is spent on it. Whether it is the one of now is only told to who has
  // proven themselves: else a stolen session could find the password out by asking.
  await refuseWeakPassword(deps, caller, wanted.newPassword);
  const proof = await prove(deps, caller, wanted);
  const hash = await newPasswordFor(deps, caller, wanted.newPassword);
  await withLine(deps.db, caller, async (tx, current) => {
    await proof.spend(tx, current);
    await setPassword(tx, deps, current, hash, {
      actor: { ...caller, proof: proof.says },
      endOthers: wanted.endOtherSessions,
      keep: caller.sessionId,
    });
  });
}

async function prove(deps: Deps, caller: Caller, wanted: Wanted): Promise<Proof> {
  if (wanted.currentPassword) {
    const hash = await verifyPassword(deps, caller, wanted.currentPassword, 'currentPassword');
    return {
      says: 'current password',
      spend: async (_tx, current) => {
        if (current.passwordHash !== hash) throw new AppError(e.wrongPassword, { field: 'currentPassword' });
      },
    };
  }
  const judged = await judgeCode(deps, caller, {
    purpose: 'password',
    code: wanted.code ?? '',
    sessionId: caller.sessionId,
  });
  return { says: `code by ${judged.channel}`, spend: (tx) => consume(tx, deps, judged) };
}
