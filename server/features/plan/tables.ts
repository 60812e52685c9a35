import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Limited, Meter, Threshold } from '#contract/plan.ts';
import { company } from '#server/features/identity/index.ts';
import { id, instant } from '#server/platform/db/columns.ts';

const units = (name: string) => bigint(name, { mode: 'number' });
const bigints = customType<{ data: number[]; driverData: string }>({ dataType: () => 'bigint[]' });

/** The catalogue. Every company's plan is one of these (a foreign key of `company` that a migration adds). */
export const plan = pgTable('plan', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** Where it stands in a comparison, smallest first. */
  place: integer().notNull(),
  /** In cents. Both null: nobody can buy it, an operator gives it. */
  monthlyCents: integer('monthly_cents'),
  yearlyCents: integer('yearly_cents'),
  /** How long it lasts, for a plan that ends by itself. */
  trialDays: integer('trial_days'),
  /** −1: unlimited, as everywhere here. */
  recipientsPerMessage: integer('recipients_per_message').notNull(),
  lines: integer().notNull(),
  features: text().array().notNull(),
  /** No longer offered; companies that have it keep it. */
  retiredAt: instant('retired_at'),
});

/** How much of each thing a plan holds, and what more of it costs. */
export const planAllowance = pgTable(
  'plan_allowance',
  {
    planId: text('plan_id')
      .notNull()
      .references(() => plan.id),
    meter: text().$type<Limited>().notNull(),
    /** −1: unlimited. */
    allowance: units('allowance').notNull(),
    /** Price of 100 units beyond the allowance, in cents; null: it stops there. */
    overCentsPer100: integer('over_cents_per_100'),
  },
  (t) => [primaryKey({ columns: [t.planId, t.meter] }), check('plan_allowance_size', sql`allowance >= -1`)],
);

/** One-time messages, as they are sold beside every paid plan. */
export const packOffer = pgTable(
  'pack_offer',
  {
    messages: integer().primaryKey(),
    cents: integer().notNull(),
  },
  () => [check('pack_offer_size', sql`messages > 0 and cents > 0`)],
);

/** When the trial of a company ends, where an operator set it; otherwise it ends `trialDays` after the company was made. */
export const companyTrial = pgTable('company_trial', {
  companyId: id<CompanyId>('company_id')
    .primaryKey()
    .references(() => company.id),
  endsAt: instant('ends_at').notNull(),
});

/** The months that usage counts in, one after another. Dates are the company's own; `endsOn` is the day of the renewal. */
export const usageCycle = pgTable(
  'usage_cycle',
  {
    companyId: id<CompanyId>('company_id')
      .notNull()
      .references(() => company.id),
    number: integer().notNull(),
    /** The day of the month it renews on; short months renew on their last. */
    anchorDay: smallint('anchor_day').notNull(),
    timeZone: text('time_zone').notNull(),
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    endsOn: date('ends_on', { mode: 'string' }).notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    closedAt: instant('closed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.number] }),
    uniqueIndex('usage_cycle_open').on(t.companyId).where(sql`closed_at is null`),
    check('usage_cycle_order', sql`starts_on < ends_on and starts_at < ends_at`),
  ],
);

/**
 * What a company has used of a meter in a cycle, and what is reserved. Whoever counts or reserves holds this row to the end
 * of the transaction: it makes limits exact.
 */
export const companyMeter = pgTable(
  'company_meter',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    meter: text().$type<Meter>().notNull(),
    cycle: integer().notNull(),
    used: units('used').notNull().default(0),
    reserved: units('reserved').notNull().default(0),
    /** Bought on top of the allowance, for this cycle only. */
    extra: units('extra').notNull().default(0),
    /** Units by day of the cycle, the first day first. */
    days: bigints('days').notNull().default(sql`'{}'`),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.meter, t.cycle] }),
    foreignKey({
      columns: [t.companyId, t.cycle],
      foreignColumns: [usageCycle.companyId, usageCycle.number],
      name: 'company_meter_cycle',
    }),
    check('company_meter_sign', sql`used >= 0 and reserved >= 0 and extra >= 0`),
  ],
);

/** A line's part of it. The lines of a company add up to its `company_meter`; a line that was deleted still counts. */
export const lineMeter = pgTable(
  'line_meter',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    lineId: id<LineId>('line_id').notNull(),
    meter: text().$type<Meter>().notNull(),
    cycle: integer().notNull(),
    used: units('used').notNull(),
    days: bigints('days').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.lineId, t.meter, t.cycle] }),
    foreignKey({
      columns: [t.companyId, t.meter, t.cycle],
      foreignColumns: [companyMeter.companyId, companyMeter.meter, companyMeter.cycle],
      name: 'line_meter_company_meter',
    }),
  ],
);

/**
 * The ledger: each counted thing once, under a key that makes a repeat harmless. Only ever added to. No foreign key, because
 * each row would lock its line's; the meters above are written with it and have theirs.
 */
export const usageEntry = pgTable(
  'usage_entry',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    meter: text().$type<Meter>().notNull(),
    key: text().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    units: integer().notNull(),
    at: instant().notNull(),
    cycle: integer().notNull(),
    /** Day of the cycle, from 1. */
    day: smallint().notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.meter, t.key] }), check('usage_entry_units', sql`units > 0`)],
);

/** Units set aside for something that is about to happen. Counts in the cycle it was made in. */
export const usageReservation = pgTable(
  'usage_reservation',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    meter: text().$type<Meter>().notNull(),
    key: text().notNull(),
    lineId: id<LineId>('line_id').notNull(),
    cycle: integer().notNull(),
    units: units('units').notNull(),
    /** What is neither spent nor given back yet. */
    remaining: units('remaining').notNull(),
    until: instant().notNull(),
    /** Spent, given back, or run out. */
    endedAt: instant('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.meter, t.key] }),
    foreignKey({
      columns: [t.companyId, t.meter, t.cycle],
      foreignColumns: [companyMeter.companyId, companyMeter.meter, companyMeter.cycle],
      name: 'usage_reservation_meter',
    }),
    index('usage_reservation_open').on(t.until).where(sql`ended_at is null`),
    index('usage_reservation_ended').on(t.endedAt).where(sql`ended_at is not null`),
    check('usage_reservation_remaining', sql`remaining between 0 and units and (ended_at is null) = (remaining > 0)`),
  ],
);

/** A threshold that was reached: its row is made by the transaction that reached it, and is what banner, mail and event tell of. */
export const usageAlert = pgTable(
  'usage_alert',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    meter: text().$type<Meter>().notNull(),
    cycle: integer().notNull(),
    threshold: text().$type<Threshold>().notNull(),
    /** The limit it was a part of: with another limit it is another threshold. */
    limit: units('limit').notNull(),
    used: units('used').notNull(),
    at: instant().notNull(),
    /** When mails and events were put on their way. */
    toldAt: instant('told_at'),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.meter, t.cycle, t.threshold, t.limit] }),
    foreignKey({
      columns: [t.companyId, t.meter, t.cycle],
      foreignColumns: [companyMeter.companyId, companyMeter.meter, companyMeter.cycle],
      name: 'usage_alert_meter',
    }),
  ],
);

/** How many groups a company has now. Whoever makes or removes one holds this row. */
export const companyGauge = pgTable(
  'company_gauge',
  {
    companyId: id<CompanyId>('company_id')
      .notNull()
      .references(() => company.id),
    gauge: text().notNull(),
    held: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.gauge] }), check('company_gauge_sign', sql`held >= 0`)],
);

export const gaugeHold = pgTable(
  'gauge_hold',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    gauge: text().notNull(),
    key: text().notNull(),
    lineId: id<LineId>('line_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.gauge, t.key] }),
    foreignKey({
      columns: [t.companyId, t.gauge],
      foreignColumns: [companyGauge.companyId, companyGauge.gauge],
      name: 'gauge_hold_gauge',
    }),
    index('gauge_hold_of_line').on(t.companyId, t.gauge, t.lineId),
  ],
);
