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
import type {
  BillingInterval,
  BillLine,
  Card,
  ChargeFailure,
  InvoiceHead,
  InvoiceStatus,
} from '#contract/billing-shape.ts';
import type { CompanyId } from '#contract/ids.ts';
import { id, instant } from '#server/platform/db/columns.ts';

/** What a company pays and since when. Locked first by everything that touches money (`withBilling`). */
export const billingAccount = pgTable(
  'billing_account',
  {
    companyId: id<CompanyId>('company_id').primaryKey(),
    /** null, like all of the period: nothing has been paid yet. */
    interval: text().$type<BillingInterval>(),
    anchorAt: instant('anchor_at'),
    anchorZone: text('anchor_zone'),
    periodNumber: integer('period_number').notNull().default(0),
    periodStart: instant('period_start'),
    periodEnd: instant('period_end'),
    /** A smaller plan that begins at the renewal. */
    nextPlan: text('next_plan'),
    nextInterval: text('next_interval').$type<BillingInterval>(),
    /** Raised by whatever makes earlier quotes untrue. */
    revision: integer().notNull().default(0),
    /** Numbers have no gaps: one is taken in the transaction that writes the invoice. */
    nextNumber: integer('next_number').notNull().default(1),
    /** Overage of usage cycles that ended by then is on an invoice. */
    overageBilledUntil: instant('overage_billed_until'),
    customer: text(),
    method: text(),
    card: jsonb().$type<Card>(),
    failed: jsonb().$type<{ cents: number; at: string; why: ChargeFailure }>(),
  },
  (t) => [
    uniqueIndex('billing_account_customer').on(t.customer),
    index('billing_account_due').on(t.periodEnd),
    check(
      'billing_account_period',
      sql`(interval is null) = (period_end is null) and (interval is null) = (anchor_at is null)`,
    ),
    check('billing_account_next', sql`(next_plan is null) = (next_interval is null)`),
  ],
);

/** What happens when an invoice is paid (by card) or written (to be paid outside). */
export type InvoiceEffect =
  | {
      readonly kind: 'plan';
      readonly plan: string;
      readonly interval: BillingInterval;
      readonly periodStart: string | null;
    }
  | { readonly kind: 'pack'; readonly messages: number; readonly until: string };

/** An invoice: once written only its payment changes. */
export const invoice = pgTable(
  'invoice',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<string>().notNull(),
    number: integer().notNull(),
    kind: text().$type<InvoiceHead['kind']>().notNull(),
    status: text().$type<InvoiceStatus>().notNull(),
    pay: text().$type<'card' | 'invoice'>().notNull(),
    /** The company's name as it was. */
    billedTo: text('billed_to').notNull(),
    timeZone: text('time_zone').notNull(),
    lines: jsonb().$type<readonly BillLine[]>().notNull(),
    totalCents: integer('total_cents').notNull(),
    issuedAt: instant('issued_at').notNull(),
    dueAt: instant('due_at').notNull(),
    paidAt: instant('paid_at'),
    /** The period a renewal pays for: it is billed once. */
    periodStart: instant('period_start'),
    quoteId: text('quote_id'),
    effect: jsonb().$type<InvoiceEffect>(),
    /** The charge at the payment service, written down before it is put through. */
    paymentId: text('payment_id'),
    attempts: integer().notNull().default(0),
    charging: boolean().notNull().default(false),
    failure: text().$type<ChargeFailure>(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId], foreignColumns: [billingAccount.companyId], name: 'invoice_account' }),
    uniqueIndex('invoice_number').on(t.companyId, t.number),
    uniqueIndex('invoice_quote').on(t.companyId, t.quoteId),
    uniqueIndex('invoice_renewal').on(t.companyId, t.periodStart).where(sql`kind = 'renewal'`),
    uniqueIndex('invoice_payment').on(t.paymentId),
    index('invoice_open').on(t.companyId).where(sql`status = 'open'`),
    check('invoice_paid', sql`(status = 'paid') = (paid_at is not null)`),
    check('invoice_total', sql`total_cents >= 0`),
  ],
);

/** Messages bought once; they lapse when the usage cycle they were bought in ends. */
export const messagePack = pgTable(
  'message_pack',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: id<string>().notNull(),
    invoiceId: id<string>('invoice_id').notNull(),
    messages: integer().notNull(),
    boughtAt: instant('bought_at').notNull(),
    lapsesAt: instant('lapses_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({
      columns: [t.companyId, t.invoiceId],
      foreignColumns: [invoice.companyId, invoice.id],
      name: 'message_pack_invoice',
    }),
    uniqueIndex('message_pack_once').on(t.companyId, t.invoiceId),
    index('message_pack_lapses').on(t.companyId, t.lapsesAt),
  ],
);

/** Quotes that were confirmed: none is a second time. Kept until they would have expired anyway. */
export const usedQuote = pgTable(
  'used_quote',
  {
    companyId: id<CompanyId>('company_id').notNull(),
    id: text().notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.companyId, t.id] }),
    foreignKey({ columns: [t.companyId], foreignColumns: [billingAccount.companyId], name: 'used_quote_account' }),
  ],
);
