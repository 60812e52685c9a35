import { eq } from 'drizzle-orm';
import { Type } from 'typebox';
import type { Role } from '#contract/endpoint.ts';
import { identityErrors as e, type Language } from '#contract/identity.ts';
import type { CompanyId, EmailAddress, LineId, PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import { type Db, violatedConstraint } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { makeOwnKey } from './keys.ts';
import { claimUsername } from './move-username.ts';
import { parseName } from './parse.ts';
import { checkNewPassword, hashPassword } from './password.ts';
import { company, line, servedNumber } from './tables.ts';
import { parseUsername } from './username.ts';
import type { Line } from './with-line.ts';

/** Gets a line its public number from the carrier. */
export const takeLineNumber = defineJob({
  name: 'identity.take-line-number',
  payload: Type.Object({ companyId: Type.String(), lineId: Type.String() }),
});

export interface NewAccount {
  readonly company: string;
  readonly name: string;
  readonly username: string;
  readonly password: string;
  readonly plan: string;
  readonly timeZone: string;
  readonly language: Language;
  /** Only where whoever creates the account vouches for them (the command line); at sign-up they wait to be proven. */
  readonly cell?: PhoneNumber;
  readonly email?: EmailAddress;
}

export interface Prepared extends NewAccount {
  readonly passwordHash: string;
}

/** Checks and hashes before any transaction is open. Throws the refusals of names, usernames and passwords. */
export async function prepareAccount(wanted: NewAccount): Promise<Prepared> {
  const username = parseUsername(wanted.username);
  const name = parseName(wanted.name);
  const companyName = parseName(wanted.company, 'company');
  await checkNewPassword(
    wanted.password,
    [name, username, companyName, wanted.cell ?? '', wanted.email ?? ''],
    'password',
  );
  return { ...wanted, username, name, company: companyName, passwordHash: await hashPassword(wanted.password) };
}

/** Creates a company with its first line, an admin, its API key, and the wish for a number. Throws `identity.username_taken`, `_held`, `identity.email_taken`. */
export async function createAccount(
  tx: Db,
  deps: Deps,
  wanted: Prepared,
): Promise<{ line: Line; company: typeof company.$inferSelect; apiKey: string }> {
  const now = deps.clock.now();
  const companyId = newId<CompanyId>();
  const lineId = newId<LineId>();
  const [madeCompany] = await tx
    .insert(company)
    .values({
      id: companyId,
      name: wanted.company,
      plan: wanted.plan,
      timeZone: wanted.timeZone,
      region: deps.config.region,
      createdAt: now,
    })
    .returning();
  const [madeLine] = await tx
    .insert(line)
    .values({
      companyId,
      id: lineId,
      name: wanted.name,
      username: wanted.username,
      roles: ['admin', 'billing', 'member'] satisfies Role[],
      passwordHash: wanted.passwordHash,
      passwordChangedAt: now,
      cell: wanted.cell ?? null,
      cellVerifiedAt: wanted.cell ? now : null,
      email: wanted.email ?? null,
      emailVerifiedAt: wanted.email ? now : null,
      timeZone: wanted.timeZone,
      language: wanted.language,
      createdAt: now,
    })
    .returning()
    .catch((error: unknown) => {
      throw violatedConstraint(error) === 'line_email' ? new AppError(e.emailTaken, { field: 'email' }) : error;
    });
  if (!madeCompany || !madeLine) throw new Error('an account that was inserted did not come back');
  await claimUsername(tx, { companyId, lineId }, wanted.username, now);
  const key = await makeOwnKey(tx, deps, { companyId, lineId });
  await enqueue(tx, takeLineNumber, { companyId, lineId });
  return { line: madeLine, company: madeCompany, apiKey: key };
}

/** Whether a number is one that Trunkline serves: codes to it would arrive in the account one is locked out of. */
export async function isOurs(db: Db, number: PhoneNumber): Promise<boolean> {
  const [found] = await db
    .select({ number: servedNumber.number })
    .from(servedNumber)
    .where(eq(servedNumber.number, number));
  return found !== undefined;
}

/** Throws `identity.number_ours`. */
export async function refuseOurs(
  db: Db,
  deps: Pick<Deps, 'config'>,
  number: PhoneNumber,
  field = 'number',
): Promise<void> {
  if (number === deps.config.twilioFrom || (await isOurs(db, number))) throw new AppError(e.numberOurs, { field });
}
