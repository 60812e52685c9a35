import { sql } from 'drizzle-orm';
import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { CompanyId, LineId, SessionId } from '#contract/ids.ts';
import { bytes, id, instant } from '#server/platform/db/columns.ts';
import { line } from './tables.ts';

/** A second way to prove who one is: a passkey (WebAuthn), or an authenticator app (TOTP). */
export const factor = pgTable(
  'factor',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<string>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    kind: text().$type<'passkey' | 'app'>().notNull(),
    name: text().notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    /** Of a passkey: the browser's name for it, its public key, how often it was used by its own count, how it is reached. */
    credentialId: text('credential_id'),
    publicKey: bytes('public_key'),
    counter: bigint({ mode: 'number' }).notNull().default(0),
    transports: text().array().$type<string[]>(),
    /** Of an app: its secret, sealed, and the last half minute whose code was used: a code works once (6.5.1). */
    sealedSecret: bytes('sealed_secret'),
    lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.lineId], foreignColumns: [line.companyId, line.id], name: 'factor_line' }),
    uniqueIndex('factor_credential').on(t.credentialId),
    index('factor_of_line').on(t.companyId, t.lineId),
  ],
);

/** For when phone and keys are lost: each works once. 120 bits, so a plain digest hides them (6.5.2). */
export const recoveryCode = pgTable(
  'recovery_code',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<string>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    digest: bytes().notNull(),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'recovery_code_line',
    }),
    uniqueIndex('recovery_code_of_line').on(t.companyId, t.lineId, t.digest),
  ],
);

export type AskPurpose = 'sign-in' | 'prove' | 'passkey' | 'app';

/** A question whose answer proves something, once: bound to line, purpose, and the session or ticket it was put to (R4). */
export const factorAsk = pgTable(
  'factor_ask',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<string>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    purpose: text().$type<AskPurpose>().notNull(),
    sessionId: id<SessionId>('session_id'),
    ticketDigest: bytes('ticket_digest'),
    /** What a passkey signs. */
    challenge: text().notNull(),
    /** The secret of an app that is being set up. */
    sealedSecret: bytes('sealed_secret'),
    attempts: integer().notNull().default(0),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    consumedAt: instant('consumed_at'),
    /** The password that was right when it was put: another one since makes it void. */
    epoch: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'factor_ask_line',
    }),
    uniqueIndex('factor_ask_ticket').on(t.ticketDigest),
    uniqueIndex('factor_ask_live')
      .on(t.companyId, t.lineId, t.purpose, t.sessionId)
      .where(sql`consumed_at is null and session_id is not null`),
  ],
);
