import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { identityErrors as e, type LinkView } from '#contract/identity.ts';
import type { Deps } from '#server/deps.ts';
import { after, hours, minutes } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Origin } from '#server/platform/http/caller.ts';
import { digestOf } from '#server/platform/secrets.ts';
import type { Challenge } from './challenge.ts';
import { type Change, cancelChange, confirmChange, raiseEpoch } from './changes.ts';
import { claimAttempt } from './claim-attempt.ts';
import { consume } from './judge-code.ts';
import { hidden } from './parse.ts';
import { endSession } from './sessions.ts';
import { findLineAndCompany } from './store.ts';
import { challenge, pendingChange } from './tables.ts';
import { undoChange } from './undo-change.ts';
import { withLine } from './with-line.ts';

type Does = LinkView['does'];
interface Found {
  readonly does: Does;
  readonly change: Change;
  readonly challenge?: Challenge;
}

/** What a link would do, for the page that shows its button. Changes nothing (R10). Throws `identity.link_dead`. */
export async function lookAtLink(deps: Deps, token: string, origin: Origin): Promise<LinkView> {
  const found = await findByToken(deps, token, origin);
  const { change } = found;
  const owner = await findLineAndCompany(deps.db, change);
  if (!owner) throw new AppError(e.linkDead);
  return {
    does: found.does,
    kind: change.kind,
    name: owner.line.name,
    company: owner.company.name,
    newValue: change.newValue === null ? '' : hidden(change.newValue),
    oldValue: change.oldValue === null ? null : hidden(change.oldValue),
    proposedAt: change.proposedAt.toISOString(),
    goodUntil: (found.challenge?.expiresAt ?? change.undoUntil ?? after(change.proposedAt, hours(24))).toISOString(),
  };
}

/** Does what the page showed, and only that: a link whose meaning has moved on since is dead. Throws `identity.link_dead`, `identity.email_taken`. */
export async function useLink(deps: Deps, wanted: { token: string; does: Does }, origin: Origin): Promise<void> {
  const found = await findByToken(deps, wanted.token, origin);
  if (found.does !== wanted.does) throw new AppError(e.linkDead);
  const ref = { companyId: found.change.companyId, lineId: found.change.lineId };
  const actor = {
    ...ref,
    origin,
    proof: `link to the ${found.does === 'confirm-email' ? 'new' : 'old'} ${found.change.kind === 'email' ? 'address' : 'cell'}`,
  };
  await withLine(deps.db, ref, async (tx, line) => {
    const [change] = await tx
      .select()
      .from(pendingChange)
      .where(and(eq(pendingChange.companyId, ref.companyId), eq(pendingChange.id, found.change.id)));
    if (!change || change.state !== found.change.state) throw new AppError(e.linkDead);
    if (found.challenge) {
      await consume(tx, deps, found.challenge).catch(deadLink);
      return confirmChange(tx, deps, line, change, actor);
    }
    if (change.state === 'confirmed') return undoChange(tx, deps, line, change, actor);
    await cancelChange(tx, deps, line, change.kind, actor);
    // Whoever proposed it is not who owns the old address: what else they began is void, and their browser is signed out.
    await raiseEpoch(tx, deps, line);
    if (change.sessionId !== null) await endSession(tx, deps, ref, change.sessionId);
  });
}

const deadLink = (error: unknown) => {
  throw error instanceof AppError ? new AppError(e.linkDead) : error;
};

/** The first letter of a token says what it is for; a token of one purpose is worth nothing for another. */
async function findByToken(deps: Deps, token: string, origin: Origin): Promise<Found> {
  await claimAttempt(deps, [[`link-from:${origin.ip}`, { most: 120, ms: minutes(10) }]]);
  const digest = digestOf(token);
  const found = token.startsWith('v')
    ? await findConfirmation(deps, digest)
    : token.startsWith('c')
      ? await findCancel(deps, digest)
      : token.startsWith('u')
        ? await findUndo(deps, digest)
        : undefined;
  if (!found) throw new AppError(e.linkDead);
  return found;
}

async function findConfirmation(deps: Deps, digest: Buffer): Promise<Found | undefined> {
  const [found] = await deps.db
    .select({ challenge, change: pendingChange })
    .from(challenge)
    .innerJoin(
      pendingChange,
      and(eq(pendingChange.companyId, challenge.companyId), eq(pendingChange.id, challenge.changeId)),
    )
    .where(
      and(
        eq(challenge.digest, digest),
        eq(challenge.purpose, 'email'),
        isNull(challenge.consumedAt),
        isNull(challenge.supersededAt),
        gt(challenge.expiresAt, deps.clock.now()),
        eq(pendingChange.state, 'open'),
      ),
    );
  return found && { does: 'confirm-email', ...found };
}

async function findCancel(deps: Deps, digest: Buffer): Promise<Found | undefined> {
  const [change] = await deps.db
    .select()
    .from(pendingChange)
    .where(and(eq(pendingChange.cancelDigest, digest), eq(pendingChange.state, 'open')));
  return change && { does: 'cancel-change', change };
}

async function findUndo(deps: Deps, digest: Buffer): Promise<Found | undefined> {
  const [change] = await deps.db
    .select()
    .from(pendingChange)
    .where(
      and(
        eq(pendingChange.undoDigest, digest),
        eq(pendingChange.state, 'confirmed'),
        sql`${pendingChange.undoUntil} > ${deps.clock.now().toISOString()}::timestamptz`,
      ),
    );
  return change && { does: 'undo-change', change };
}
