import { dateFormat } from './formats.ts';

/** A zone as it is chosen in a list: "America / New York". */
export const spokenZone = (zone: string) => zone.replaceAll('_', ' ').replaceAll('/', ' / ');

/** Every zone the browser knows; the current one too, should this browser be older than it. */
export function zonesWith(current: string) {
  const all = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', current]);
  return [...all].sort().map((value) => ({ value, label: spokenZone(value) }));
}

/** The browser's own, where it knows. */
export function zoneHere(): string | undefined {
  const { timeZone } = dateFormat('en').resolvedOptions();
  return timeZone === 'Etc/Unknown' ? undefined : timeZone;
}
