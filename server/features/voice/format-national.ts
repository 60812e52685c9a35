import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneNumber } from '#contract/ids.ts';

/** A number as people of the region write it. */
export function formatNational(number: PhoneNumber, region: string): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.country === region ? parsed.formatNational() : parsed.formatInternational();
}
