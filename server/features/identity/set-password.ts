import { and, eq } from 'drizzle-orm';
import { identityErrors as e } from '#contract/identity.ts';
import type { SessionId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { clearUses } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import { newToken } from '#server/platform/secrets.ts';
import { raiseEpoch } from './changes.ts';
import { listFormerUsernames } from './move-username.ts';
import { notifyEverywhere } from './notify.ts';
import { checkNewPassword, hashPassword, matchesPassword } from './password.ts';
import { type Actor, changed, record } from './record.ts';
import { endSessions } from './sessions.ts';
import { signInKey } from './sign-in.ts';
import { findLineAndCompany } from './store.ts';
import { line } from './tables.ts';
import type { Line, LineRef } from './with-line.ts';

/** Refuses a new password that is weak for this line, without touching what it has now. Throws the refusals of new passwords but `identity.password_same`. */
export async function refuseWeakPassword(deps: Pick<Deps, 'db'>, ref: LineRef, password: string): Promise<Line> {
  const found = await findLineAndCompany(deps.db, ref);
  if (!found) throw new Error('the line is gone');
  await checkNewPassword(password, [
    found.line.name,
    found.line.username,
    found.company.name,
    found.line.cell ?? '',
    found.line.email ?? '',
    found.line.number ?? '',
  ]);
  return found.line;
}

/** Checks a new password for a line and hashes it, before any transaction is open. Throws the refusals of new passwords. */
export async function newPasswordFor(deps: Pick<Deps, 'db'>, ref: LineRef, password: string): Promise<string> {
  const current = await refuseWeakPassword(deps, ref, password);
  if (await matchesPassword(current.passwordHash, password))
    throw new AppError(e.passwordSame, { field: 'newPassword' });
  return hashPassword(password);
}

/**
 * Sets a locked line's password: open proposals and codes are void (R5), sessions end (all, or all but `keep`, or none where
 * `endOthers` is false), lock-outs are lifted, and the line is told wherever it can be reached.
 */
export async function setPassword(
  tx: Db,
  deps: Deps,
  current: Line,
  hash: string,
  how: { actor: Actor; endOthers: boolean; keep: SessionId | undefined },
): Promise<void> {
  const now = deps.clock.now();
  const ref = { companyId: current.companyId, lineId: current.id };
  await tx
    .update(line)
    .set({ passwordHash: hash, passwordChangedAt: now })
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  await raiseEpoch(tx, deps, current);
  if (how.endOthers) await endSessions(tx, deps, ref, how.keep);
  const names = [current.username, ...(await listFormerUsernames(tx, ref, now)).map((former) => former.username)];
  await clearUses(tx, [`password:${current.id}`, ...names.map(signInKey)]);
  await notifyEverywhere(tx, deps, current, 'password.changed', { name: current.name });
  await record(tx, deps, how.actor, 'password.changed', { otherSessionsEnded: how.endOthers });
  await changed(tx, current);
}

/** A password nobody knows, hashed before a transaction is open: what a blocked line has until its owner chooses one. */
export const unknownPassword = () => hashPassword(newToken());

/** Makes the present password of a locked line worthless, with its sessions, open proposals and codes: only a reset code helps then. */
export async function blockPassword(tx: Db, deps: Deps, current: Line, hash: string): Promise<void> {
  const ref = { companyId: current.companyId, lineId: current.id };
  await tx
    .update(line)
    .set({ passwordHash: hash })
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  await raiseEpoch(tx, deps, current);
  await endSessions(tx, deps, ref);
}
