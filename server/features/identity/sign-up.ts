import { sql } from 'drizzle-orm';
import type { BodyOf } from '#contract/endpoint.ts';
import { identityErrors as e, type identity } from '#contract/identity.ts';
import type { SessionId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Origin } from '#server/platform/http/caller.ts';
import { sendCode } from './challenge.ts';
import { proposeChange } from './changes.ts';
import { createAccount, prepareAccount, refuseOurs } from './create-account.ts';
import { parseEmail, parseNumber } from './parse.ts';
import { record } from './record.ts';
import { startSession } from './sessions.ts';
import { isEmailTaken } from './store.ts';
import { whetherSignUpIsOpen } from './whether-sign-up-is-open.ts';
import type { Line } from './with-line.ts';

/**
 * Signs up a company and its first line, starts its session, and sends a code to the cell and a link to the e-mail address,
 * both of which count only once proven. Throws `identity.sign_up_closed` and the refusals of each field.
 */
export async function signUp(deps: Deps, wanted: BodyOf<typeof identity.signUp>, origin: Origin) {
  if ((await whetherSignUpIsOpen(deps)) === 'closed') throw new AppError(e.signUpClosed);
  const cell = parseNumber(wanted.cell, { region: deps.config.region, countries: deps.config.textCountries }, 'cell');
  const email = parseEmail(wanted.email);
  const { company, name, username, password } = wanted;
  const prepared = await prepareAccount({
    company,
    name,
    username,
    password,
    plan: 'trial',
    timeZone: timeZoneOr(wanted.timeZone, 'America/New_York'),
    language: wanted.language ?? 'en',
  });
  await refuseOurs(deps.db, deps, cell, 'cell');
  if (await isEmailTaken(deps.db, email)) throw new AppError(e.emailTaken, { field: 'email' });
  return deps.db.transaction(async (tx) => {
    await refuseBehindTheFirst(tx, deps);
    const made = await createAccount(tx, deps, prepared);
    const ref = { companyId: made.company.id, lineId: made.line.id };
    const { token, sessionId } = await startSession(tx, deps, ref, origin);
    await sendFirst(tx, deps, made.line, { cell, email, sessionId, ip: origin.ip });
    await record(tx, deps, { ...ref, origin, sessionId }, 'line.signed-up', { username: made.line.username });
    return { ...made, token };
  });
}

// Any number: whoever holds it is the only one signing up.
const door = 4_180_233_917;

/** Of several who sign up on an empty installation at once, the door closes behind the first where it is to close. */
async function refuseBehindTheFirst(tx: Db, deps: Deps): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${door})`);
  if ((await whetherSignUpIsOpen({ db: tx, config: deps.config })) === 'closed') throw new AppError(e.signUpClosed);
}

async function sendFirst(
  tx: Db,
  deps: Deps,
  line: Line,
  to: { cell: string; email: string; sessionId: SessionId; ip: string },
) {
  const cell = await proposeChange(tx, deps, line, { kind: 'cell', newValue: to.cell, sessionId: to.sessionId });
  await sendCode(tx, deps, line, {
    purpose: 'cell',
    channel: 'text',
    target: to.cell,
    sessionId: to.sessionId,
    changeId: cell.id,
    ip: to.ip,
  });
  const email = await proposeChange(tx, deps, line, { kind: 'email', newValue: to.email, sessionId: to.sessionId });
  await sendCode(tx, deps, line, {
    purpose: 'email',
    channel: 'mail',
    target: to.email,
    sessionId: to.sessionId,
    changeId: email.id,
    ip: to.ip,
  });
}

/** A time zone the runtime knows, or the other one: what a browser reports is not always. */
function timeZoneOr(zone: string | undefined, otherwise: string): string {
  return zone !== undefined && isTimeZone(zone) ? zone : otherwise;
}

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Z]/.test(zone);
  } catch {
    return false;
  }
}
