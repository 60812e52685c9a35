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

export interface NewLine {
  readonly name: string;
  readonly username: string;
  readonly password: string;
  readonly timeZone: string;
  readonly language: Language;
  /** Only where they are proven already (a link or code that was followed, or the command line vouches for them); at sign-up they wait. */
  readonly cell?: PhoneNumber;
  readonly email?: EmailAddress;
}
export interface NewAccount extends NewLine {
  readonly company: string;
  readonly plan: string;
}
export type PreparedLine = NewLine & { readonly passwordHash: string };
export type Prepared = NewAccount & PreparedLine;

/** Checks and hashes before any transaction is open. Throws the refusals of names, usernames and passwords. */
export async function prepareAccount(wanted: NewAccount): Promise<Prepared> {
  const company = parseName(wanted.company, 'company');
  return { ...wanted, ...(await prepareLine(wanted, [company])), company };
}

/** As `prepareAccount`, for a further line of a company; `ownWords` are what its password must not be made of. */
export async function prepareLine<T extends NewLine>(
  wanted: T,
  ownWords: readonly string[],
): Promise<T & PreparedLine> {
  const username = parseUsername(wanted.username);
  const name = parseName(wanted.name);
  await checkNewPassword(
    wanted.password,
    [name, username, ...ownWords, wanted.cell ?? '', wanted.email ?? ''],
    'password',
  );
  return { ...wanted, username, name, passwordHash: await hashPassword(wanted.password) };
}

/** Creates a company with its first line, an admin, its API key, and the wish for a number. Throws `identity.username_taken`, `_held`, `identity.email_taken`. */
export async function createAccount(
  tx: Db,
  deps: Deps,
  wanted: Prepared,
): Promise<{ line: Line; company: typeof company.$inferSelect; apiKey: string }> {
  const [made] = await tx
    .insert(company)
    .values({
      id: newId<CompanyId>(),
      name: wanted.company,
      plan: wanted.plan,
      timeZone: wanted.timeZone,
      region: deps.config.region,
      createdAt: deps.clock.now(),
    })
    .returning();
  if (!made) throw new Error('a company that was inserted did not come back');
  return { company: made, ...(await createLine(tx, deps, made.id, wanted, ['admin', 'billing', 'member'])) };
}

/** Adds a line to a company: its username, API key, and the wish for a number. Throws as `createAccount`. */
export async function createLine(
  tx: Db,
  deps: Deps,
  companyId: CompanyId,
  wanted: PreparedLine,
  roles: readonly Role[],
): Promise<{ line: Line; apiKey: string }> {
  const now = deps.clock.now();
  const lineId = newId<LineId>();
  const [made] = await tx
    .insert(line)
    .values({
      companyId,
      id: lineId,
      name: wanted.name,
      username: wanted.username,
      roles: [...roles],
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
  if (!made) throw new Error('a line that was inserted did not come back');
  await claimUsername(tx, { companyId, lineId }, wanted.username, now);
  const key = await makeOwnKey(tx, deps, { companyId, lineId });
  await enqueue(tx, takeLineNumber, { companyId, lineId });
  return { line: made, apiKey: key };
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
