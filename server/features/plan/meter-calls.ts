import type { CompanyId, KeyId, LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { CallMeter, KeyCalls, Verdict } from '#server/features/identity/index.ts';
import { minutes } from '#server/platform/clock.ts';
import { statement } from '#server/platform/db/statement.ts';
import { newId } from '#server/platform/ids.ts';
import { limitsReached, type Standing } from './limits-reached.ts';
import { openCycle } from './open-cycle.ts';
import { tellUsage } from './tell-usage.ts';
import { alertsOf, placeOf, rollupsOfOneDay, termsOf } from './terms.ts';

/** What calls that ask are told when they are let in, read by the very statement that counts them. */
export interface Telling<Found, T> {
  /** One JSON object, for the line and the company with these ids, like $1. Names that it gives to tables must not be theirs. */
  readonly part: (of: { company: string; line: string }) => string;
  /** What it says. `requests`: the line's API requests in this cycle, these calls among them. */
  readonly read: (found: Found, requests: number) => T;
}

/**
 * Counts calls by API key: on the key, for its rate, and on the ledger, one entry for the calls that came together. One
 * statement decides and writes all of it, so that no number of processes lets in more than there is.
 */
export function callMeter<Found, T>(deps: CountDeps, telling: Telling<Found, T>): CallMeter<T> {
  const countInto = countingInto(deps, telling);
  return async (together) => {
    const verdicts = new Map<KeyId, Verdict<T>>();
    const unmetered = await countInto(verdicts, together);
    if (unmetered.length > 0) {
      const companies = [...new Set(unmetered.map((one) => one.holder.companyId))].sort();
      for (const companyId of companies) await deps.db.transaction((tx) => openCycle(tx, deps, companyId));
      const still = await countInto(verdicts, unmetered);
      if (still.length > 0) throw new Error('calls of a company that has no meters');
    }
    return verdicts;
  };
}

type CountDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'config'>;

/** Answers with those that nothing was decided about, because a cycle has to be opened first. */
function countingInto<Found, T>(deps: CountDeps, telling: Telling<Found, T>) {
  const countCalls = countingCalls<Found>(telling.part);
  return async (verdicts: Map<KeyId, Verdict<T>>, together: readonly KeyCalls[]): Promise<KeyCalls[]> => {
    const now = deps.clock.now();
    const minute = new Date(Math.floor(now.getTime() / minutes(1)) * minutes(1));
    const given = JSON.stringify(
      together.map(({ holder, calls, asks }) => ({ c: holder.companyId, id: holder.keyId, n: calls, asks })),
    );
    const rows = await countCalls(deps.db, [given, now, minute, `calls:${newId()}`, deps.config.keyCallsPerMinute]);
    const unmetered = new Set<KeyId>();
    for (const { counted: row } of rows) {
      if (row.admitted === null) unmetered.add(row.id);
      else
        verdicts.set(row.id, {
          paced: row.paced,
          admitted: row.admitted,
          lineVersion: row.version,
          told: row.found && row.requests !== null ? telling.read(row.found, row.requests) : undefined,
          refusal: row.admitted < row.paced ? limitsReached({ ...row, meter: 'api_requests', wanted: 1 }) : undefined,
        });
    }
    const firstUses = rows.flatMap(({ counted }) => (counted.first_use ? [counted.line] : []));
    if (firstUses.length > 0) await raiseVersions(deps.db, [firstUses]);
    tellUsage(
      deps,
      rows.flatMap(({ counted }) => (counted.admitted ? [counted.company] : [])),
    );
    return together.filter((one) => unmetered.has(one.holder.keyId));
  };
}

// Keys are locked in the order of their ids, then companies' meters in theirs, so batches never wait for each other in a ring.
// The minute of a key only moves forwards. What is committed here survives the death of every process of ours; only when the
// database's machine itself dies may the calls of the last moments be lost, which is worth not waiting for its disk at each.
const countingCalls = <Found>(part: Telling<Found, unknown>['part']) =>
  statement<{ counted: Counted<Found> }>(
    'plan_count_calls',
    `with soft as materialized (select set_config('synchronous_commit', 'off', true)),
  given as (select * from json_to_recordset($1::json) as g (c bigint, id bigint, n integer, asks boolean)),
  called as materialized (
    select k.company_id, k.id, k.line_id, coalesce(k.per_minute, $5::integer) as per_minute,
      case when k.minute >= $3::timestamptz then k.minute_uses else 0 end as in_minute, g.n, g.asks, l.version,
      k.last_used_at is null or k.last_used_at < $2::timestamptz - interval '1 minute' as is_first
    from soft, given g join api_key k on k.company_id = g.c and k.id = g.id join line l on l.company_id = k.company_id and l.id = k.line_id
    where k.disabled_at is null and (k.expires_at is null or k.expires_at > $2::timestamptz)
    order by k.id for update of k),
  paced as (select *, greatest(0, least(n, per_minute - in_minute)) as paced from called),
  terms as (${termsOf("select distinct company_id, 'api_requests'::text as meter from paced", '$2')}),
  door as materialized (
    select m.company_id, m.meter, m.cycle, m.used, m.reserved, m.extra, t.allowance, t.starts_on, t.ends_on, t.starts_at, t.ends_at, t.time_zone,
      case when t.over_cents_per_100 is null then t.allowance + m.extra - m.used - m.reserved end as room
    from company_meter m join terms t using (company_id, meter, cycle) order by m.company_id for update of m),
  let_in as materialized (
    select p.company_id, p.id, p.line_id, p.in_minute, p.is_first, d.cycle, d.time_zone, d.starts_on, d.ends_on,
      case when d.room is null then p.paced
        else greatest(0, least(p.paced, d.room - (sum(p.paced) over (partition by p.company_id order by p.id) - p.paced))) end::integer as admitted
    from paced p join door d using (company_id)),
  on_key as (
    update api_key k set minute = greatest(k.minute, $3::timestamptz), minute_uses = l.in_minute + l.admitted, uses = k.uses + l.admitted,
      last_used_at = case when l.is_first then $2::timestamptz else k.last_used_at end
    from let_in l where k.company_id = l.company_id and k.id = l.id and l.admitted > 0),
  fresh as (
    insert into usage_entry (company_id, meter, key, line_id, units, at, cycle, day)
    select l.company_id, 'api_requests', $4::text || ':' || l.id, l.line_id, l.admitted, $2::timestamptz, l.cycle, ${placeOf('$2::timestamptz', 'l')}
    from let_in l where l.admitted > 0
    returning company_id, meter, cycle, line_id, units, day),
  ${rollupsOfOneDay},
  written as (
    update company_meter m set used = m.used + o.units, days = add_days(m.days, o.days)
    from of_company o join door d using (company_id, meter, cycle)
    where m.company_id = o.company_id and m.meter = o.meter and m.cycle = o.cycle
    returning m.company_id, m.meter, m.cycle, m.used, d.allowance + m.extra as "limit", d.starts_at, d.ends_at),
  ${alertsOf('written', '$2')}
  select json_build_object('id', who.id::text, 'company', who.company_id::text, 'line', who.line_id::text,
    'first_use', who.is_first and i.admitted > 0, 'paced', who.paced, 'admitted', i.admitted, 'version', who.version,
    'limit', d.allowance + d.extra, 'used', d.used, 'reserved', d.reserved, 'renews_on', d.ends_on, 'renews_at', d.ends_at,
    'alerts', (select count(*) from told), 'requests', (select w.used from lines w where w.company_id = who.company_id and w.line_id = who.line_id),
    'found', case when who.asks and i.admitted > 0 then ${part({ company: 'who.company_id', line: 'who.line_id' })} end) as counted
  from paced who left join let_in i on i.company_id = who.company_id and i.id = who.id left join door d on d.company_id = who.company_id`,
  );

interface Counted<Found> extends Standing {
  readonly id: KeyId;
  readonly company: CompanyId;
  readonly line: LineId;
  readonly first_use: boolean | null;
  readonly paced: number;
  readonly admitted: number | null;
  readonly version: number;
  readonly requests: number | null;
  readonly found: Found | null;
}

// When a key is used for the first time in a minute, My Settings shows another time of last use. Apart from the statement above,
// because a line is locked before its keys.
const raiseVersions = statement<never>(
  'plan_raise_versions',
  'update line set version = version + 1 where id = any ($1::bigint[])',
);
