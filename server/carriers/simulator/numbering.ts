import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

// Numbers that cost the caller extra, and those that are not telephones.
const refused = new Set<string>(['PREMIUM_RATE', 'SHARED_COST', 'UAN', 'VOICEMAIL', 'PAGER']);

/** A number as the network writes it (E.164); undefined when no telephone could have it. */
export function numberIn(written: string): string | undefined {
  const parsed = parsePhoneNumberFromString(written.trim(), 'US');
  if (!parsed?.isValid() || parsed.ext !== undefined) return undefined;
  const kind = parsed.getType();
  return kind !== undefined && refused.has(kind) ? undefined : parsed.number;
}

const local = new Set<string>(['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE']);

/** The country of a valid number that can be rented as an ordinary one; undefined for all others. */
export function countryOfLocal(number: string): string | undefined {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed?.isValid() || !local.has(parsed.getType() ?? '')) return undefined;
  return parsed.country;
}

const asE164 = /^\+[1-9]\d{6,14}$/;
/** A valid number that was already written as E.164; undefined for anything else. */
export const e164In = (written: string) =>
  asE164.test(written) && numberIn(written) === written ? written : undefined;
