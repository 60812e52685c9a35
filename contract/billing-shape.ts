import { type Static, Type } from 'typebox';
import { Id, maybe, Time } from './shapes.ts';

export const BillingInterval = Type.Union([Type.Literal('month'), Type.Literal('year')]);
export type BillingInterval = Static<typeof BillingInterval>;

/** US cents, whole; below zero where something is credited. */
const Cents = Type.Integer();
/** −1: without limit. */
const Allowance = Type.Integer({ minimum: -1 });

/**
 * One line of a quote or an invoice. `plan`: a whole period; `rest`: a plan for what is left of one; `credit`: what was
 * paid for the old plan and not used; `pack`: one-time messages; `overage`: units beyond the allowance.
 */
export const BillLine = Type.Object({
  kind: Type.Union([
    Type.Literal('plan'),
    Type.Literal('rest'),
    Type.Literal('credit'),
    Type.Literal('pack'),
    Type.Literal('overage'),
  ]),
  /** Name of the plan, where it is about one. */
  plan: maybe(Type.String()),
  interval: maybe(BillingInterval),
  /** Which meter went beyond, for `overage`. */
  meter: maybe(Type.String()),
  /** Messages of a pack, or units beyond the allowance. */
  units: maybe(Type.Integer()),
  from: Time,
  to: Time,
  cents: Cents,
});
export type BillLine = Static<typeof BillLine>;

export const PlanOffer = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** null: nobody can buy it. */
  monthlyCents: maybe(Cents),
  /** null: not sold by the year. */
  yearlyCents: maybe(Cents),
  messages: Allowance,
  minutes: Allowance,
  groups: Allowance,
  api_requests: Allowance,
  transcriptions: Allowance,
  recipients: Allowance,
  lines: Allowance,
});
export type PlanOffer = Static<typeof PlanOffer>;

export const allowanceNames = [
  'messages',
  'minutes',
  'groups',
  'api_requests',
  'transcriptions',
  'recipients',
  'lines',
] as const satisfies readonly (keyof PlanOffer)[];
export type AllowanceName = (typeof allowanceNames)[number];

/** Why a smaller plan cannot be taken yet: more of something is in use than it allows. */
export const Blocker = Type.Object({
  what: Type.Enum([...allowanceNames]),
  have: Type.Integer(),
  allowed: Type.Integer(),
  /** Page where it is settled. */
  link: Type.String(),
});
export type Blocker = Static<typeof Blocker>;

export const Quote = Type.Object({
  /** The signed offer, to be confirmed as it is; null where something blocks it. */
  token: maybe(Type.String()),
  kind: Type.Union([Type.Literal('plan'), Type.Literal('pack')]),
  effective: Type.Union([Type.Literal('now'), Type.Literal('renewal')]),
  /** When it takes effect: now, or the renewal. */
  effectiveAt: Time,
  fromPlan: Type.String(),
  toPlan: Type.String(),
  interval: BillingInterval,
  /** What is charged on confirming; 0 for what begins at the renewal. */
  nowCents: Cents,
  lines: Type.Array(BillLine),
  /** What the next renewal will cost, without overage, and when it is. */
  renewalCents: Cents,
  renewalAt: Time,
  /** Every allowance that differs. */
  changes: Type.Array(Type.Object({ what: Type.Enum([...allowanceNames]), from: Allowance, to: Allowance })),
  blockers: Type.Array(Blocker),
  /** How it is paid: the card is charged, or an invoice is to be paid by the day given. */
  pay: Type.Union([Type.Literal('card'), Type.Literal('invoice'), Type.Literal('nothing')]),
  dueAt: maybe(Time),
  expiresAt: Time,
});
export type Quote = Static<typeof Quote>;

export const Card = Type.Object({
  brand: Type.String(),
  lastFour: Type.String(),
  expiryMonth: Type.Integer(),
  expiryYear: Type.Integer(),
});
export type Card = Static<typeof Card>;

export const InvoiceStatus = Type.Union([Type.Literal('open'), Type.Literal('paid'), Type.Literal('void')]);
export type InvoiceStatus = Static<typeof InvoiceStatus>;
/** Why a charge did not go through, in words of ours. */
export const ChargeFailure = Type.Union([
  Type.Literal('declined'),
  Type.Literal('expired'),
  Type.Literal('funds'),
  Type.Literal('confirmation'),
  Type.Literal('no-card'),
  Type.Literal('unreachable'),
  Type.Literal('cancelled'),
]);
export type ChargeFailure = Static<typeof ChargeFailure>;

export const InvoiceHead = Type.Object({
  id: Id,
  number: Type.Integer(),
  kind: Type.Union([Type.Literal('change'), Type.Literal('pack'), Type.Literal('renewal')]),
  status: InvoiceStatus,
  totalCents: Cents,
  issuedAt: Time,
  dueAt: Time,
  paidAt: maybe(Time),
  /** The card is being charged at this moment. */
  charging: Type.Boolean(),
  failure: maybe(ChargeFailure),
});
export type InvoiceHead = Static<typeof InvoiceHead>;

export const Invoice = Type.Object({
  ...InvoiceHead.properties,
  lines: Type.Array(BillLine),
  company: Type.String(),
  timeZone: Type.String(),
  pay: Type.Union([Type.Literal('card'), Type.Literal('invoice')]),
});
export type Invoice = Static<typeof Invoice>;

/** Everything "Change Plan" shows. What a role may not see is null or empty. */
export const Billing = Type.Object({
  /** false: an Unlimited company, which never sees a bill. */
  billed: Type.Boolean(),
  mayChange: Type.Boolean(),
  maySeeInvoices: Type.Boolean(),
  provider: Type.Union([Type.Literal('manual'), Type.Literal('stripe')]),
  plan: PlanOffer,
  /** null: nothing is paid yet (a trial). */
  interval: maybe(BillingInterval),
  period: maybe(Type.Object({ start: Time, end: Time })),
  renewalCents: Cents,
  scheduled: maybe(
    Type.Object({ planId: Type.String(), plan: Type.String(), interval: BillingInterval, at: Time, cents: Cents }),
  ),
  plans: Type.Array(PlanOffer),
  packs: Type.Array(Type.Object({ messages: Type.Integer(), cents: Cents })),
  bought: Type.Array(Type.Object({ messages: Type.Integer(), until: Time })),
  /** A payment on its way, begun by a confirmed quote. */
  charging: maybe(Type.Object({ cents: Cents, since: Time })),
  /** The last confirmed quote came to nothing. */
  failed: maybe(Type.Object({ cents: Cents, at: Time, why: ChargeFailure })),
  card: maybe(Card),
  hasCard: Type.Boolean(),
  /** Invoices that are past their day; null for those who see no invoices. */
  owed: maybe(Type.Object({ cents: Cents, count: Type.Integer() })),
});
export type Billing = Static<typeof Billing>;
