import { type Static, Type } from 'typebox';
import { commonErrors, type ErrorSpec, endpoint, line } from './endpoint.ts';
import { Id, maybe, Time } from './shapes.ts';

/** What is counted. `messages` are segments, one for each recipient. */
export const meters = ['messages', 'minutes', 'api_requests', 'transcriptions'] as const;
export type Meter = (typeof meters)[number];
/** What a plan limits: the meters, and groups, which are counted as they stand. */
export const limited = [...meters, 'groups'] as const;
export type Limited = (typeof limited)[number];

/**
 * The one list of thresholds: banner, mail and event come from it. `part` of the limit used, or, for the forecast, used by
 * the end of the cycle at the pace so far (`forecastFrom` of the cycle has to be over for a pace to mean anything).
 */
export const thresholds = [
  { name: '80', part: 0.8, of: 'used' },
  { name: '100', part: 1, of: 'used' },
  { name: 'forecast', part: 1, of: 'forecast' },
] as const satisfies readonly { name: string; part: number; of: 'used' | 'forecast' }[];
export type Threshold = (typeof thresholds)[number]['name'];

export const planErrors = {
  /**
   * `detail`: `meter`, `limit`, `used`, `reserved`, `wanted`, `renewsOn` (the company's date), `renewsAt`, and `remedy`:
   * `upgrade`, `wait` or `fewer` (fewer recipients), in the order of what helps.
   */
  limitsReached: commonErrors.limitsReached,
} as const satisfies Record<string, ErrorSpec>;

/** A day in the company's time zone. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Units = Type.Integer();

export const MeterUsage = Type.Object({
  meter: Type.Enum([...meters]),
  /** −1: unlimited. What was bought for this cycle comes on top. */
  allowance: Units,
  extra: Units,
  /** Price of 100 units beyond, in cents; null: it stops at the limit. */
  overCentsPer100: maybe(Type.Integer()),
  /** The whole company's. `reserved`: about to be used. */
  company: Type.Object({
    used: Units,
    reserved: Units,
    /** What it comes to by the end of the cycle at this pace; null in the first days. */
    forecast: maybe(Units),
    /** Units by day, from the first day of the cycle to today. */
    days: Type.Array(Units),
  }),
  /** This line's part of it. */
  own: Type.Object({ used: Units, days: Type.Array(Units) }),
});
export type MeterUsage = Static<typeof MeterUsage>;

export const UsageAlert = Type.Object({
  meter: Type.Enum([...meters]),
  threshold: Type.Enum(thresholds.map((one) => one.name)),
  limit: Units,
  at: Time,
});
export type UsageAlert = Static<typeof UsageAlert>;

export const PlanUsage = Type.Object({
  companyId: Id,
  plan: Type.Object({
    id: Type.String(),
    name: Type.String(),
    monthlyCents: maybe(Type.Integer()),
    yearlyCents: maybe(Type.Integer()),
    /** −1: unlimited. */
    recipientsPerMessage: Type.Integer(),
    lines: Type.Integer(),
    features: Type.Array(Type.String()),
    /** When a trial ends; null for plans that do not end by themselves. */
    endsAt: maybe(Time),
    hasEnded: Type.Boolean(),
  }),
  /** "Usage since" `since`; it starts anew on `renewsOn`. Both are days in `timeZone`, the company's. */
  cycle: Type.Object({ since: Day, renewsOn: Day, renewsAt: Time, today: Day, timeZone: Type.String() }),
  meters: Type.Array(MeterUsage),
  groups: Type.Object({ allowance: Units, company: Units, own: Units }),
  /** Thresholds that were reached under the limits in force now, the latest first. */
  alerts: Type.Array(UsageAlert),
});
export type PlanUsage = Static<typeof PlanUsage>;

export const plan = {
  read: endpoint({
    method: 'GET',
    path: '/api/plan',
    summary: 'The plan, and what was used of it in the current cycle, by this line and by its company',
    access: line({ scope: 'plan:read' }),
    reply: PlanUsage,
    errors: [],
  }),
} as const;
