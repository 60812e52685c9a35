import { settingsErrors as s } from '#contract/settings.ts';
import { AppError } from '#server/platform/errors.ts';

/**
 * Refuses to write over a change that the person has not seen: `was` is what their page showed, `now` what stands. Wanting
 * what stands already is no conflict. Throws `settings.changed_elsewhere` (detail: now).
 */
export function refuseStale<T>(field: string, value: { was: T | undefined; now: T; wanted: T }): void {
  if (value.was === undefined || value.was === value.now || value.wanted === value.now) return;
  throw new AppError(s.changedElsewhere, { field, detail: { now: value.now } });
}
