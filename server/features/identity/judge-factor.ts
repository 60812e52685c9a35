import { and, eq, isNull, lt } from 'drizzle-orm';
import { type FactorProof, factorErrors as f } from '#contract/factors.ts';
import { identityErrors as e } from '#contract/identity.ts';
import type { Deps } from '#server/deps.ts';
import { hours } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { clearUses, type Limit, takeUse } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import { stepOfCode } from './authenticator-app.ts';
import { consumeAsk, type FactorAsk } from './factor-ask.ts';
import { type FactorRow, listFactors } from './factor-store.ts';
import { factor, recoveryCode } from './factor-tables.ts';
import { readSigned } from './passkey.ts';
import { digestOfCode } from './recovery-codes.ts';
import type { Line, LineRef } from './with-line.ts';

const limit: Limit = { most: 20, ms: hours(1), inARow: 100 };
export const factorKey = (ref: LineRef) => `factor:${ref.lineId}`;

/** A proof that held; `use` is called inside the transaction of what it allows. */
export type JudgedFactor =
  | { readonly by: 'app'; readonly factor: FactorRow; readonly step: number }
  | { readonly by: 'passkey'; readonly factor: FactorRow; readonly counter: number }
  | { readonly by: 'recovery'; readonly digest: Buffer };

/**
 * Judges a second step. The try was claimed with the question, and one of the line's own is taken here, both before anything
 * is compared (R2). Throws `identity.too_many_attempts`, `_app_code_wrong`, `_recovery_code_wrong`, `_passkey_refused`.
 */
export async function judgeFactor(deps: Deps, answered: FactorAsk, proof: FactorProof): Promise<JudgedFactor> {
  const ref = { companyId: answered.companyId, lineId: answered.lineId };
  const now = deps.clock.now();
  const taken = await takeUse(deps.db, factorKey(ref), limit, now);
  if (!taken.ok) throw new AppError(e.tooManyAttempts, { detail: { retryAfterSeconds: taken.retryAfterSeconds } });
  const factors = await listFactors(deps.db, ref);
  if ('passkey' in proof) {
    const signed = await readSigned(deps.config, answered.challenge, factors, proof.passkey);
    if (!signed) throw new AppError(f.passkeyRefused);
    return { by: 'passkey', ...signed };
  }
  if ('recoveryCode' in proof) return { by: 'recovery', digest: digestOfCode(proof.recoveryCode) };
  for (const one of factors) {
    if (one.sealedSecret === null) continue;
    const step = stepOfCode(deps.secrets.open('app-secret', one.sealedSecret), proof.appCode, now);
    if (step !== undefined) return { by: 'app', factor: one, step };
  }
  throw new AppError(f.appCodeWrong, { field: 'code' });
}

/** Uses question and proof up, under the line's lock: of two at once, one is refused. Throws `identity.ask_dead`, and the refusal of a proof used before. */
export async function spendFactor(
  tx: Db,
  deps: Deps,
  current: Line,
  answered: FactorAsk,
  judged: JudgedFactor,
): Promise<void> {
  await consumeAsk(tx, deps, current, answered);
  const used =
    judged.by === 'recovery' ? await spendRecoveryCode(tx, deps, current, judged) : await spendOwn(tx, deps, judged);
  if (!used) throw new AppError(refusals[judged.by], judged.by === 'passkey' ? {} : { field: 'code' });
  await clearUses(tx, [factorKey({ companyId: current.companyId, lineId: current.id })]);
}

const refusals = { app: f.appCodeWrong, passkey: f.passkeyRefused, recovery: f.recoveryCodeWrong } as const;

/** What the trail says of it. */
export const proofOf = (judged: JudgedFactor) =>
  judged.by === 'recovery' ? 'recovery code' : `${judged.by} ${judged.factor.id}`;

async function spendRecoveryCode(tx: Db, deps: Deps, current: Line, judged: { digest: Buffer }): Promise<boolean> {
  const used = await tx
    .update(recoveryCode)
    .set({ usedAt: deps.clock.now() })
    .where(
      and(
        eq(recoveryCode.companyId, current.companyId),
        eq(recoveryCode.lineId, current.id),
        eq(recoveryCode.digest, judged.digest),
        isNull(recoveryCode.usedAt),
      ),
    )
    .returning({ id: recoveryCode.id });
  return used.length === 1;
}

async function spendOwn(tx: Db, deps: Deps, judged: Exclude<JudgedFactor, { by: 'recovery' }>): Promise<boolean> {
  const used = await tx
    .update(factor)
    .set({
      lastUsedAt: deps.clock.now(),
      ...(judged.by === 'app' ? { lastStep: judged.step } : { counter: judged.counter }),
    })
    .where(
      and(
        eq(factor.companyId, judged.factor.companyId),
        eq(factor.id, judged.factor.id),
        // A code of the app works once, and none before it.
        judged.by === 'app' ? lt(factor.lastStep, judged.step) : undefined,
      ),
    )
    .returning({ id: factor.id });
  return used.length === 1;
}
