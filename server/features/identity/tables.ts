import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { BusinessHours } from '#contract/business-hours.ts';
import type { Role, Scope } from '#contract/endpoint.ts';
import type { Language } from '#contract/identity.ts';
import type {
  ChallengeId,
  ChangeId,
  CompanyId,
  EmailAddress,
  KeyId,
  LineId,
  PhoneNumber,
  SessionId,
} from '#contract/ids.ts';
import { bytes, id, instant } from '#server/platform/db/columns.ts';

export const company = pgTable('company', {
  id: id<CompanyId>().primaryKey(),
  name: text().notNull(),
  plan: text().notNull(),
  timeZone: text('time_zone').notNull(),
  region: text().notNull(),
  createdAt: instant('created_at').notNull(),
  /** null: always open. */
  businessHours: jsonb('business_hours').$type<BusinessHours>(),
  /** Everybody has to have a second factor: who has none is asked to set one up before anything else. */
  secondFactorRequired: boolean('second_factor_required').notNull().default(false),
  /** After how many months messages, calls and voicemails are deleted; null: never. */
  retentionMonths: integer('retention_months'),
  /** Whom invoices are for, where it is not an admin. */
  billingContact: jsonb('billing_contact').$type<{ name: string; email: EmailAddress }>(),
});

/** A person's account. `cell` and `email` only ever hold what was proven; what waits to be proven is a pending change. */
export const line = pgTable(
  'line',
  {
    companyId: id<CompanyId>('company_id')
      .notNull()
      .references(() => company.id),
    id: id<LineId>().notNull(),
    name: text().notNull(),
    username: text().notNull(),
    number: text().$type<PhoneNumber>(),
    roles: text().array().$type<Role[]>().notNull(),
    passwordHash: text('password_hash').notNull(),
    passwordChangedAt: instant('password_changed_at').notNull(),
    cell: text().$type<PhoneNumber>(),
    cellVerifiedAt: instant('cell_verified_at'),
    email: text().$type<EmailAddress>(),
    emailVerifiedAt: instant('email_verified_at'),
    picture: text(),
    emailNotifications: boolean('email_notifications').notNull().default(true),
    desktopNotifications: boolean('desktop_notifications').notNull().default(false),
    soundNotifications: boolean('sound_notifications').notNull().default(true),
    timeZone: text('time_zone').notNull(),
    language: text().$type<Language>().notNull().default('en'),
    appearance: text().$type<'system' | 'light' | 'dark'>().notNull().default('system'),
    /** Raised by whatever makes earlier proposals untrustworthy: a pending change of an older epoch cannot be confirmed (R5). */
    securityEpoch: integer('security_epoch').notNull().default(0),
    suspendedAt: instant('suspended_at'),
    createdAt: instant('created_at').notNull(),
    /** Rises with every write to the row, by a trigger; `withLine` writes to it before anything else. */
    version: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    uniqueIndex('line_id').on(t.id),
    uniqueIndex('line_number').on(t.number),
    uniqueIndex('line_email').on(t.email),
    index('line_cell').on(t.cell),
  ],
);

/**
 * Who may use which username. One row a name, under what is left of it once case and look-alike letters are levelled:
 * the current name, or a former one that works until `worksUntil` and is kept from others until `heldUntil`.
 */
export const usernameClaim = pgTable(
  'username_claim',
  {
    skeleton: text().primaryKey(),
    username: text().notNull(),
    companyId: id<CompanyId>('company_id').notNull(),
    lineId: id<LineId>('line_id').notNull(),
    worksUntil: instant('works_until'),
    heldUntil: instant('held_until'),
  },
  (t) => [
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'username_claim_line',
    }),
    uniqueIndex('username_claim_current').on(t.lineId).where(sql`held_until is null`),
    index('username_claim_line_id').on(t.lineId),
  ],
);

/** Numbers this installation serves: no personal cell can be one of them. */
export const servedNumber = pgTable('served_number', {
  number: text().$type<PhoneNumber>().primaryKey(),
  companyId: id<CompanyId>('company_id').references(() => company.id),
  carrierId: text('carrier_id').notNull(),
  takenAt: instant('taken_at').notNull(),
  /** Being given back to the carrier: nobody's any more, and not to be taken for a personal cell until that is done. */
  releasedAt: instant('released_at'),
});

export const session = pgTable(
  'session',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<SessionId>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    tokenDigest: bytes('token_digest').notNull(),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    /** When it last proved who it is (R11). */
    provenAt: instant('proven_at').notNull(),
    ip: text().notNull(),
    userAgent: text('user_agent').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.lineId], foreignColumns: [line.companyId, line.id], name: 'session_line' }),
    uniqueIndex('session_token').on(t.tokenDigest),
    index('session_of_line').on(t.companyId, t.lineId).where(sql`revoked_at is null`),
  ],
);

export const purposes = ['cell', 'email', 'password', 'forgot'] as const;
export type Purpose = (typeof purposes)[number];
export type Channel = 'text' | 'mail';
export type Delivery = 'sending' | 'sent' | 'delivered' | 'delayed' | 'failed';

/** A one-time code or link, bound to all that it may be used for (R4). The code itself is nowhere. */
export const challenge = pgTable(
  'challenge',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<ChallengeId>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    purpose: text().$type<Purpose>().notNull(),
    channel: text().$type<Channel>().notNull(),
    target: text().notNull(),
    /** The session that asked; null where none exists yet (forgot password): then `ticketDigest` binds it to who asked. */
    sessionId: id<SessionId>('session_id'),
    ticketDigest: bytes('ticket_digest'),
    changeId: id<ChangeId>('change_id'),
    digest: bytes().notNull(),
    attempts: integer().notNull().default(0),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    consumedAt: instant('consumed_at'),
    supersededAt: instant('superseded_at'),
    delivery: text().$type<Delivery>().notNull().default('sending'),
    deliveryWhy: text('delivery_why'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.lineId], foreignColumns: [line.companyId, line.id], name: 'challenge_line' }),
    uniqueIndex('challenge_live')
      .on(t.companyId, t.lineId, t.purpose)
      .where(sql`consumed_at is null and superseded_at is null`),
    uniqueIndex('challenge_ticket').on(t.ticketDigest),
    index('challenge_digest').on(t.digest),
    index('challenge_of_line').on(t.companyId, t.lineId, t.createdAt),
  ],
);

export type ChangeKind = 'cell' | 'email';
export type ChangeState = 'open' | 'confirmed' | 'cancelled' | 'superseded' | 'voided' | 'undone';

/** A change of cell or e-mail from its proposal to its confirmation, and for seven days after, its undoing (R5). */
export const pendingChange = pgTable(
  'pending_change',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<ChangeId>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    kind: text().$type<ChangeKind>().notNull(),
    oldValue: text('old_value'),
    /** null: the value is to be removed. */
    newValue: text('new_value'),
    sessionId: id<SessionId>('session_id'),
    epoch: integer().notNull(),
    state: text().$type<ChangeState>().notNull().default('open'),
    /** The link that the old address or handset gets: cancels while open. */
    cancelDigest: bytes('cancel_digest'),
    /** The link it gets once changed: undoes until `undoUntil`. */
    undoDigest: bytes('undo_digest'),
    proposedAt: instant('proposed_at').notNull(),
    settledAt: instant('settled_at'),
    undoUntil: instant('undo_until'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.lineId],
      foreignColumns: [line.companyId, line.id],
      name: 'pending_change_line',
    }),
    uniqueIndex('pending_change_open').on(t.companyId, t.lineId, t.kind).where(sql`state = 'open'`),
    uniqueIndex('pending_change_cancel').on(t.cancelDigest),
    uniqueIndex('pending_change_undo').on(t.undoDigest),
    check('pending_change_settled', sql`(state = 'open') = (settled_at is null)`),
  ],
);

/** An API key. The line's own key can be shown again, so it is kept sealed; named keys exist only as their digest. */
export const apiKey = pgTable(
  'api_key',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<KeyId>().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    /** null: the line's own key. */
    name: text(),
    digest: bytes().notNull(),
    sealed: bytes(),
    lastFour: text('last_four').notNull(),
    /** null: everything. */
    scopes: text().array().$type<Scope[]>(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    disabledAt: instant('disabled_at'),
    lastUsedAt: instant('last_used_at'),
    /** The minute that `minuteUses` counts in: the rate of the key. */
    minute: instant(),
    minuteUses: integer('minute_uses').notNull().default(0),
    /** Calls a minute; null: as configured. */
    perMinute: integer('per_minute'),
    /** All calls that were let in, ever. */
    uses: id<string>('uses').notNull().default('0'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId, t.lineId], foreignColumns: [line.companyId, line.id], name: 'api_key_line' }),
    uniqueIndex('api_key_digest').on(t.digest),
    uniqueIndex('api_key_own')
      .on(t.companyId, t.lineId)
      .where(sql`name is null and disabled_at is null and expires_at is null`),
    index('api_key_of_line').on(t.companyId, t.lineId),
  ],
);

/** Codes texted to a country on a day, and how many of them were used: pumping shows as codes nobody types (R13). */
export const codeCountryDay = pgTable(
  'code_country_day',
  {
    country: text().notNull(),
    day: text().notNull(),
    sent: integer().notNull().default(0),
    used: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.country, t.day] })],
);
