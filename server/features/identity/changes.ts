import { and, eq, sql } from 'drizzle-orm';
import { identityErrors as e } from '#contract/identity.ts';
import type { ChangeId, EmailAddress, PhoneNumber, SessionId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { after, days } from '#server/platform/clock.ts';
import { type Db, violatedConstraint } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { digestOf, newToken } from '#server/platform/secrets.ts';
import { dropCode } from './challenge.ts';
import { notify } from './notify.ts';
import { hidden } from './parse.ts';
import { type Actor, changed, record } from './record.ts';
import { type ChangeKind, line, pendingChange } from './tables.ts';
import type { Line, LineRef } from './with-line.ts';

export type Change = typeof pendingChange.$inferSelect;
/** For how long the old address or handset can take a change back. */
const undoMs = days(7);

export interface Proposal {
  readonly kind: ChangeKind;
  /** null: the value is to be removed. */
  readonly newValue: string | null;
  readonly sessionId: SessionId | undefined;
}

/** Opens a change of cell or e-mail, in place of one that was open. The old value stays in force, and is told how to stop the change. */
export async function proposeChange(tx: Db, deps: Deps, current: Line, proposal: Proposal): Promise<Change> {
  const now = deps.clock.now();
  const ref = { companyId: current.companyId, lineId: current.id };
  const oldValue = current[proposal.kind];
  await settleOpen(tx, ref, proposal.kind, 'superseded', now);
  const token = `c${newToken()}`;
  const [made] = await tx
    .insert(pendingChange)
    .values({
      ...ref,
      id: newId<ChangeId>(),
      kind: proposal.kind,
      oldValue,
      newValue: proposal.newValue,
      sessionId: proposal.sessionId ?? null,
      epoch: current.securityEpoch,
      cancelDigest: digestOf(token),
      proposedAt: now,
    })
    .returning();
  if (!made) throw new Error('a change that was inserted did not come back');
  if (oldValue !== null && proposal.newValue !== null) {
    await notify(tx, deps, {
      ...ref,
      channel: channelOf(proposal.kind),
      to: oldValue,
      language: current.language,
      notice: `${proposal.kind}.proposed`,
      facts: { name: current.name, newValue: hidden(proposal.newValue), token },
    });
  }
  return made;
}

export const channelOf = (kind: ChangeKind) => (kind === 'cell' ? 'text' : 'mail');

export async function findOpenChange(db: Db, ref: LineRef, kind: ChangeKind): Promise<Change | undefined> {
  const [found] = await db
    .select()
    .from(pendingChange)
    .where(
      and(
        eq(pendingChange.companyId, ref.companyId),
        eq(pendingChange.lineId, ref.lineId),
        eq(pendingChange.kind, kind),
        eq(pendingChange.state, 'open'),
      ),
    );
  return found;
}

/**
 * Makes an open change true. Throws `identity.link_dead` when the account's security epoch has moved since it was proposed
 * (R5) and `identity.email_taken` when the address went to another line meanwhile (R6).
 */
export async function confirmChange(tx: Db, deps: Deps, current: Line, change: Change, actor: Actor): Promise<void> {
  if (change.state !== 'open' || change.epoch !== current.securityEpoch) throw new AppError(e.linkDead);
  const now = deps.clock.now();
  const token = `u${newToken()}`;
  await tx
    .update(pendingChange)
    .set({ state: 'confirmed', settledAt: now, undoUntil: after(now, undoMs), undoDigest: digestOf(token) })
    .where(and(eq(pendingChange.companyId, change.companyId), eq(pendingChange.id, change.id)));
  await writeValue(tx, current, change.kind, change.newValue, now);
  // Codes on their way to the old number or address prove nothing any more.
  for (const purpose of ['password', 'forgot'] as const) await dropCode(tx, change, purpose, now);
  const { oldValue, newValue } = change;
  if (oldValue !== null) {
    await notify(tx, deps, {
      companyId: current.companyId,
      lineId: current.id,
      channel: channelOf(change.kind),
      to: oldValue,
      language: current.language,
      notice: newValue === null ? `${change.kind}.removed` : `${change.kind}.changed`,
      facts: { name: current.name, newValue: newValue === null ? '' : hidden(newValue), token },
    });
  }
  await record(
    tx,
    deps,
    actor,
    `${change.kind}.${oldValue === null ? 'verified' : newValue === null ? 'removed' : 'changed'}`,
    { from: oldValue && hidden(oldValue), to: newValue && hidden(newValue) },
  );
  await changed(tx, current);
}

/** Gives up an open change; true when there was one. */
export async function cancelChange(
  tx: Db,
  deps: Deps,
  current: Line,
  kind: ChangeKind,
  actor: Actor,
): Promise<boolean> {
  const now = deps.clock.now();
  const ref = { companyId: current.companyId, lineId: current.id };
  const cancelled = await settleOpen(tx, ref, kind, 'cancelled', now);
  if (!cancelled) return false;
  await dropCode(tx, ref, kind, now);
  await record(tx, deps, actor, `${kind}.cancelled`, { to: cancelled.newValue && hidden(cancelled.newValue) });
  await changed(tx, current);
  return true;
}

/** R5: makes every open proposal and code of the line worthless. */
export async function raiseEpoch(tx: Db, deps: Pick<Deps, 'clock'>, current: Line): Promise<void> {
  const now = deps.clock.now();
  const ref = { companyId: current.companyId, lineId: current.id };
  await tx
    .update(line)
    .set({ securityEpoch: sql`${line.securityEpoch} + 1` })
    .where(and(eq(line.companyId, ref.companyId), eq(line.id, ref.lineId)));
  for (const purpose of ['cell', 'email', 'password', 'forgot'] as const) await dropCode(tx, ref, purpose, now);
  for (const kind of ['cell', 'email'] as const) await settleOpen(tx, ref, kind, 'voided', now);
}

/** Writes a proven value. Throws `identity.email_taken`. */
export async function writeValue(
  tx: Db,
  current: Line,
  kind: ChangeKind,
  value: string | null,
  now: Date,
): Promise<void> {
  const verifiedAt = value === null ? null : now;
  // Values of changes were parsed when they were proposed.
  const set =
    kind === 'cell'
      ? { cell: value as PhoneNumber | null, cellVerifiedAt: verifiedAt }
      : { email: value as EmailAddress | null, emailVerifiedAt: verifiedAt };
  try {
    await tx
      .update(line)
      .set(set)
      .where(and(eq(line.companyId, current.companyId), eq(line.id, current.id)));
  } catch (error) {
    if (violatedConstraint(error) === 'line_email') throw new AppError(e.emailTaken, { field: 'email' });
    throw error;
  }
}

async function settleOpen(
  tx: Db,
  ref: LineRef,
  kind: ChangeKind,
  state: 'superseded' | 'cancelled' | 'voided',
  now: Date,
): Promise<Change | undefined> {
  const [settled] = await tx
    .update(pendingChange)
    .set({ state, settledAt: now })
    .where(
      and(
        eq(pendingChange.companyId, ref.companyId),
        eq(pendingChange.lineId, ref.lineId),
        eq(pendingChange.kind, kind),
        eq(pendingChange.state, 'open'),
      ),
    )
    .returning();
  return settled;
}
