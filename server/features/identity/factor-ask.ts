import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Method } from '#contract/factors.ts';
import { factorErrors as f } from '#contract/factors.ts';
import type { SessionId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { after, minutes } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { digestOf, newToken } from '#server/platform/secrets.ts';
import type { FactorRow } from './factor-store.ts';
import { type AskPurpose, factorAsk } from './factor-tables.ts';
import type { Line, LineRef } from './with-line.ts';

export type FactorAsk = typeof factorAsk.$inferSelect;
const goodFor = minutes(10);
const triesPerAsk = 5;

/** Where an answer has to come from: the session that was asked, or whoever holds the ticket. */
export type AskedOf = { readonly sessionId: SessionId } | { readonly ticket: string };

/** Puts a question to a session or a ticket; the one before it to the same session is void. */
export async function ask(
  tx: Db,
  deps: Deps,
  to: Line,
  of: AskedOf,
  what: { purpose: AskPurpose; secret?: string },
): Promise<FactorAsk> {
  const now = deps.clock.now();
  if ('sessionId' in of)
    await tx
      .update(factorAsk)
      .set({ consumedAt: now })
      .where(and(isLive(to, what.purpose), eq(factorAsk.sessionId, of.sessionId)));
  const [made] = await tx
    .insert(factorAsk)
    .values({
      companyId: to.companyId,
      id: newId(),
      lineId: to.id,
      purpose: what.purpose,
      ...('sessionId' in of ? { sessionId: of.sessionId } : { ticketDigest: digestOf(of.ticket) }),
      challenge: newToken(),
      sealedSecret: what.secret === undefined ? null : deps.secrets.seal('app-secret', what.secret),
      createdAt: now,
      expiresAt: after(now, goodFor),
      epoch: to.securityEpoch,
    })
    .returning();
  if (!made) throw new Error('an insert returned no row');
  return made;
}

/** R2: claims a try, committed before anything is compared. Throws `identity.ask_dead`. */
export async function claimTry(
  deps: Deps,
  ref: LineRef,
  purpose: AskPurpose,
  sessionId: SessionId,
): Promise<FactorAsk> {
  return claim(
    deps,
    and(isLive({ companyId: ref.companyId, id: ref.lineId }, purpose), eq(factorAsk.sessionId, sessionId)),
  );
}

export async function claimTryOfTicket(deps: Deps, ticket: string): Promise<FactorAsk> {
  return claim(deps, and(eq(factorAsk.ticketDigest, digestOf(ticket)), isNull(factorAsk.consumedAt)));
}

async function claim(deps: Deps, which: ReturnType<typeof and>): Promise<FactorAsk> {
  const now = deps.clock.now().toISOString();
  const [claimed] = await deps.db
    .update(factorAsk)
    .set({ attempts: sql`${factorAsk.attempts} + 1` })
    .where(and(which, sql`${factorAsk.attempts} < ${triesPerAsk}`, sql`${factorAsk.expiresAt} > ${now}::timestamptz`))
    .returning();
  if (!claimed) throw new AppError(f.askDead);
  return claimed;
}

/** Uses an answered question up inside the transaction of what it allows. Throws `identity.ask_dead` when another was quicker, or the account was secured since. */
export async function consumeAsk(tx: Db, deps: Deps, current: Line, answered: FactorAsk): Promise<void> {
  const used = await tx
    .update(factorAsk)
    .set({ consumedAt: deps.clock.now() })
    .where(
      and(
        eq(factorAsk.companyId, answered.companyId),
        eq(factorAsk.id, answered.id),
        isNull(factorAsk.consumedAt),
        eq(factorAsk.epoch, current.securityEpoch),
      ),
    )
    .returning({ id: factorAsk.id });
  if (used.length === 0) throw new AppError(f.askDead);
}

/** What a line with these factors can prove itself with, strongest first. */
export function methodsOf(factors: readonly FactorRow[], recoveryCodesLeft: number): Method[] {
  const kinds = new Set(factors.map(({ kind }) => kind));
  if (kinds.size === 0) return ['password'];
  return [
    ...(['passkey', 'app'] as const).filter((kind) => kinds.has(kind)),
    ...(recoveryCodesLeft > 0 ? (['recovery'] as const) : []),
  ];
}

const isLive = (to: Pick<Line, 'companyId' | 'id'>, purpose: AskPurpose) =>
  and(
    eq(factorAsk.companyId, to.companyId),
    eq(factorAsk.lineId, to.id),
    eq(factorAsk.purpose, purpose),
    isNull(factorAsk.consumedAt),
  );
