import { thresholds } from '#contract/plan.ts';
import { days } from '#server/platform/clock.ts';

// Parts of statements that several acts share. `now` is the place of the moment among a statement's values, like $2.

/**
 * What companies may use: `allowance` (null: unlimited, 0 when a trial is over) and `over_cents_per_100` (null: it stops at
 * the limit). `wanted` selects company_id and meter.
 */
export const allowancesOf = (wanted: string, now: string) => `
  select w.company_id, w.meter, p.time_zone as company_zone,
    case when e.is_over then 0 when a.allowance = -1 then null else a.allowance end as allowance,
    case when e.is_over then null else a.over_cents_per_100 end as over_cents_per_100
  from (${wanted}) w
  join company p on p.id = w.company_id
  join plan n on n.id = p.plan
  join plan_allowance a on a.plan_id = p.plan and a.meter = w.meter
  left join company_trial t on t.company_id = w.company_id
  cross join lateral (select ${trialEnd} <= ${now}::timestamptz as is_over) e`;

/** When the trial of company p with plan n and trial t ends; null for plans that do not end by themselves. */
export const trialEnd =
  "case when n.trial_days is not null then coalesce(t.ends_at, p.created_at + n.trial_days * interval '1 day') end";

/** The same with the open cycle, where that is the one in force. Where it is not, there is no row: `openCycle`, then ask again. */
export const termsOf = (wanted: string, now: string) => `
  select f.*, y.number as cycle, y.starts_on, y.ends_on, y.starts_at, y.ends_at, y.time_zone
  from (${allowancesOf(wanted, now)}) f
  join usage_cycle y on y.company_id = f.company_id and y.closed_at is null
    and y.ends_at > ${now}::timestamptz and y.time_zone = f.company_zone`;

/** The day of cycle `y` that a moment counts on, from 1. */
export const placeOf = (at: string, y: string) =>
  `least(greatest((${at} at time zone ${y}.time_zone)::date - ${y}.starts_on, 0), ${y}.ends_on - ${y}.starts_on - 1) + 1`;

/** A pace means nothing before this much of a cycle is over. */
const paceFrom = days(3);

/** What `used` of cycle `y` comes to by its end at the pace so far; null while there is none. */
export const forecastOf = (used: string, y: string, now: string) => `
  case when ${now}::timestamptz - ${y}.starts_at >= interval '${paceFrom} milliseconds'
    then ceil(${used} * extract(epoch from ${y}.ends_at - ${y}.starts_at) / extract(epoch from least(${now}::timestamptz, ${y}.ends_at) - ${y}.starts_at)) end`;

const thresholdRows = thresholds.map((one) => `('${one.name}', ${one.part}, '${one.of}')`).join(', ');

/**
 * The end of a statement that wrote meters: `written` has company_id, meter, cycle, used, "limit" (null: unlimited), starts_at,
 * ends_at. Every threshold that is reached now and was not before is noted and put on its way, in the same transaction.
 */
export const alertsOf = (written: string, now: string) => `
  reached as (
    insert into usage_alert (company_id, meter, cycle, threshold, "limit", used, at)
    select w.company_id, w.meter, w.cycle, t.name, w."limit", w.used, ${now}::timestamptz
    from ${written} w cross join (values ${thresholdRows}) t (name, part, kind)
    where w."limit" > 0 and case t.kind
      when 'used' then w.used >= t.part * w."limit"
      else w.used < w."limit" and ${forecastOf('w.used', 'w', now)} > t.part * w."limit" end
    on conflict do nothing
    returning company_id, meter, cycle, threshold, "limit"),
  told as (
    select graphile_worker.add_job('plan.alert', payload := json_build_object('companyId', r.company_id::text, 'meter', r.meter,
      'cycle', r.cycle, 'threshold', r.threshold, 'limit', r."limit"), max_attempts := 25) from reached r)`;

const lines = `lines as (
    insert into line_meter as l (company_id, line_id, meter, cycle, used, days)
    select company_id, line_id, meter, cycle, units, days from of_line order by company_id, meter, line_id
    on conflict (company_id, line_id, meter, cycle) do update set used = l.used + excluded.used, days = add_days(l.days, excluded.days)
    returning company_id, line_id, meter, used)`;

/**
 * From `fresh` (company_id, meter, cycle, line_id, units, day: entries just made) the sums that the meters rise by:
 * `of_company` and `of_line`, then the lines' meters themselves as they are now: `lines`.
 */
export const rollups = `
  per_day as (select company_id, meter, cycle, line_id, day, sum(units) as units from fresh group by 1, 2, 3, 4, 5),
  of_company as (
    select company_id, meter, cycle, sum(units)::bigint as units, days_from(jsonb_object_agg(day, units)) as days
    from (select company_id, meter, cycle, day, sum(units) as units from per_day group by 1, 2, 3, 4) d group by 1, 2, 3),
  of_line as (
    select company_id, line_id, meter, cycle, sum(units)::bigint as units, days_from(jsonb_object_agg(day, units)) as days
    from per_day group by 1, 2, 3, 4),
  ${lines}`;

const daysOfOne = 'array_fill(0::bigint, array[day - 1]) || sum(units)::bigint';

/** The same for entries of one moment, which is one day in each company: a twelfth of the time of counting calls is saved. */
export const rollupsOfOneDay = `
  of_company as (
    select company_id, meter, cycle, sum(units)::bigint as units, ${daysOfOne} as days
    from fresh group by company_id, meter, cycle, day),
  of_line as (
    select company_id, line_id, meter, cycle, sum(units)::bigint as units, ${daysOfOne} as days
    from fresh group by company_id, line_id, meter, cycle, day),
  ${lines}`;
