import type { BodyOf } from '#contract/endpoint.ts';
import { type Preferences, settingsErrors as s, type settings } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { changed, isTimeZone, type Line, record, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { refuseStale } from './refuse-stale.ts';
import { updateLine } from './store.ts';

type Name = keyof Preferences;

/** Changes switches, time zone, language, appearance: those given, all or none. Throws `settings.time_zone_unknown`, `settings.changed_elsewhere`. */
export function changePreferences(
  deps: Deps,
  caller: Caller,
  wanted: BodyOf<typeof settings.changePreferences>,
): Promise<void> {
  const { set, was = {} } = wanted;
  if (set.timeZone !== undefined && !isTimeZone(set.timeZone))
    throw new AppError(s.timeZoneUnknown, { field: 'timeZone' });
  return withLine(deps.db, caller, async (tx, current) => {
    const names = Object.keys(set) as Name[]; // the contract lets no other name in
    for (const name of names) refuseStale<unknown>(name, { was: was[name], now: current[name], wanted: set[name] });
    const moved = names.filter((name) => set[name] !== current[name]);
    if (moved.length === 0) return;
    await updateLine(tx, caller.companyId, caller.lineId, set);
    await record(
      tx,
      deps,
      caller,
      'preferences.changed',
      Object.fromEntries(moved.map((name) => [name, fromTo(current, set, name)])),
    );
    await changed(tx, current);
  });
}

const fromTo = (current: Line, set: Partial<Preferences>, name: Name) => ({ from: current[name], to: set[name] });
