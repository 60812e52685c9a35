import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { contactErrors as e } from '#contract/contacts.ts';
import { isNobodysNumber } from '#contract/emergency-numbers.ts';
import type { ErrorSpec } from '#contract/endpoint.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import { AppError } from '#server/platform/errors.ts';

/**
 * A number of a contact as E.164, or the refusal that says why it cannot be one. Landlines and foreign numbers are
 * numbers of people too: whether they can be texted is asked when somebody texts.
 */
export function readNumber(text: string, region: string): { number: PhoneNumber } | { refusal: ErrorSpec } {
  const levelled = text.normalize('NFKC').replace(/^tel:/i, '').trim();
  if (isNobodysNumber(levelled, region)) return { refusal: e.numberEmergency };
  const parsed = parsePhoneNumberFromString(levelled, region as CountryCode); // an unknown region parses nothing
  if (!parsed?.isValid()) return { refusal: e.numberShape };
  if (parsed.ext !== undefined) return { refusal: e.numberExtension };
  const type = parsed.getType();
  if (type === 'PREMIUM_RATE' || type === 'SHARED_COST' || type === 'UAN') return { refusal: e.numberPremium };
  return { number: parsed.number as string as PhoneNumber }; // E.164 by the library's word
}

/** The same, thrown. Throws `contacts.number_shape`, `_extension`, `_emergency`, `_premium`. */
export function parseContactNumber(text: string, region: string): PhoneNumber {
  const read = readNumber(text, region);
  if ('refusal' in read) throw new AppError(read.refusal, { field: 'number' });
  return read.number;
}
