import { sql } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import { type Factors, factorErrors as f } from '#contract/factors.ts';
import type { SessionId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { newId } from '#server/platform/ids.ts';
import { appUri, newAppSecret, stepOfCode } from './authenticator-app.ts';
import { ask, claimTry, consumeAsk, type FactorAsk } from './factor-ask.ts';
import { listFactors } from './factor-store.ts';
import { factor } from './factor-tables.ts';
import { notifyEverywhere } from './notify.ts';
import { parseName } from './parse.ts';
import { optionsToMake, readMade } from './passkey.ts';
import { readFactors } from './read-factors.ts';
import { changed, record } from './record.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { type Line, withLine } from './with-line.ts';

const most = 10;

/** Begins a passkey: what the browser needs to make one. Throws `identity.too_many_factors`. */
export async function startPasskey(deps: Deps, caller: Caller): Promise<{ options: Record<string, unknown> }> {
  const { line, known, put } = await begin(deps, caller, 'passkey');
  return { options: await optionsToMake(deps.config, { ...line, lineId: line.id }, put.challenge, known) };
}

/** Begins an authenticator app: its secret, which counts only once a code of it was typed. Throws `identity.too_many_factors`. */
export async function startApp(deps: Deps, caller: Caller): Promise<{ secret: string; uri: string }> {
  const secret = newAppSecret();
  const { line } = await begin(deps, caller, 'app', secret);
  return { secret, uri: appUri(secret, line.username) };
}

type Added = Factors & { recoveryCodes: string[] | null };

/** Keeps the passkey that the browser made. Throws `identity.ask_dead`, `_passkey_refused`, `_passkey_known`, `_too_many_factors`, `_name_shape`. */
export async function finishPasskey(
  deps: Deps,
  caller: Caller,
  wanted: { name: string; passkey: unknown },
): Promise<Added> {
  const name = parseName(wanted.name);
  const answered = await claimTry(deps, caller, 'passkey', sessionOf(caller));
  const made = await readMade(deps.config, answered.challenge, wanted.passkey);
  if (!made) throw new AppError(f.passkeyRefused);
  return keep(deps, caller, answered, { kind: 'passkey', name, ...made });
}

/** Keeps the app whose code was typed. Throws `identity.ask_dead`, `_app_code_wrong`, `_too_many_factors`, `_name_shape`. */
export async function finishApp(deps: Deps, caller: Caller, wanted: { name: string; code: string }): Promise<Added> {
  const name = parseName(wanted.name);
  const answered = await claimTry(deps, caller, 'app', sessionOf(caller));
  if (answered.sealedSecret === null) throw new Error('a question for an app holds no secret');
  const step = stepOfCode(deps.secrets.open('app-secret', answered.sealedSecret), wanted.code, deps.clock.now());
  if (step === undefined) throw new AppError(f.appCodeWrong, { field: 'code' });
  return keep(deps, caller, answered, { kind: 'app', name, sealedSecret: answered.sealedSecret, lastStep: step });
}

function begin(deps: Deps, caller: Caller, purpose: 'passkey' | 'app', secret?: string) {
  return withLine(deps.db, caller, async (tx, line) => {
    const known = await refuseTooMany(tx, line);
    const put = await ask(tx, deps, line, { sessionId: sessionOf(caller) }, { purpose, ...(secret && { secret }) });
    return { line, known, put };
  });
}

type New = Pick<typeof factor.$inferInsert, 'kind' | 'name'> & Partial<typeof factor.$inferInsert>;

/** Adds it, under the lock; with the first one come recovery codes. Everybody who can reach the line is told. */
function keep(deps: Deps, caller: Caller, answered: FactorAsk, made: New): Promise<Added> {
  const ref = { companyId: caller.companyId, lineId: caller.lineId };
  return withLine(deps.db, caller, async (tx, line) => {
    const known = await refuseTooMany(tx, line);
    await consumeAsk(tx, deps, line, answered);
    const added = await tx
      .insert(factor)
      .values({ ...made, ...ref, id: newId(), createdAt: deps.clock.now() })
      .onConflictDoNothing({ target: factor.credentialId })
      .returning({ id: sql<string>`${factor.id}` });
    if (added.length === 0) throw new AppError(f.passkeyKnown);
    const recoveryCodes = known.length === 0 ? await makeRecoveryCodes(tx, deps, ref) : null;
    await record(tx, deps, caller, 'factor.added', { kind: made.kind, name: made.name });
    await notifyEverywhere(tx, deps, line, 'factor.added', { name: line.name, newValue: made.name });
    await changed(tx, line);
    return { ...(await readFactors({ db: tx }, ref)), recoveryCodes };
  });
}

async function refuseTooMany(tx: Db, line: Line) {
  const known = await listFactors(tx, { companyId: line.companyId, lineId: line.id });
  if (known.length >= most) throw new AppError(f.tooManyFactors);
  return known;
}

function sessionOf(caller: Caller): SessionId {
  if (caller.sessionId === undefined) throw new AppError(commonErrors.signInNeeded);
  return caller.sessionId;
}
