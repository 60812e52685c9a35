import { eq } from 'drizzle-orm';
import { faultOf } from '#contract/business-hours.ts';
import type { company as contract } from '#contract/company.ts';
import { companyErrors as c } from '#contract/company-errors.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { company, isTimeZone, parseName, record } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { tellCompany } from './tell-company.ts';
import { type Company, withCompany } from './with-company.ts';

type Wanted = BodyOf<typeof contract.change>;
type Name = keyof Wanted['set'];

/**
 * Changes name, time zone, region or business hours: those given, all or none. Throws `identity.name_shape`,
 * `company.time_zone_unknown`, `company.region_unknown`, `company.hours_contradict`, `company.changed_elsewhere`.
 */
export function changeCompany(deps: Deps, caller: Caller, wanted: Wanted): Promise<void> {
  const set = parse(wanted.set);
  return withCompany(deps, caller, 'manage_company', async (tx, current) => {
    const names = Object.keys(set) as Name[]; // the contract lets no other name in
    for (const name of names) refuseStale(name, wanted.was?.[name], current, set);
    const moved = names.filter((name) => !same(set[name], current[name]));
    if (moved.length === 0) return;
    await tx.update(company).set(set).where(eq(company.id, current.id));
    const detail = Object.fromEntries(
      moved.map((name) => [name, name === 'businessHours' ? 'changed' : { from: current[name], to: set[name] }]),
    );
    await record(tx, deps, { ...caller, about: null }, 'company.changed', detail);
    await tellCompany(tx, current.id);
  });
}

function parse(set: Wanted['set']): Wanted['set'] {
  if (set.timeZone !== undefined && !isTimeZone(set.timeZone))
    throw new AppError(c.timeZoneUnknown, { field: 'timeZone' });
  if (set.region !== undefined && !isRegion(set.region)) throw new AppError(c.regionUnknown, { field: 'region' });
  const fault = set.businessHours ? faultOf(set.businessHours) : undefined;
  if (fault) throw new AppError(c.hoursContradict, { field: 'businessHours', detail: fault });
  return { ...set, ...(set.name !== undefined && { name: parseName(set.name) }) };
}

/** Whether it is the code of a country: a name that is not the code itself. */
const isRegion = (code: string) => {
  const name = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code);
  return name !== undefined && name !== 'Unknown Region';
};

function refuseStale(name: Name, was: unknown, current: Company, set: Wanted['set']): void {
  if (was === undefined || same(was, current[name]) || same(set[name], current[name])) return;
  throw new AppError(c.changedElsewhere, { field: name, detail: { now: current[name] } });
}

/** The same facts, whatever the order the database keeps their names in. */
const same = (one: unknown, other: unknown) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => [key, sorted(one)]);
}
