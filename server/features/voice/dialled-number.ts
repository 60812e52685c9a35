import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isEmergencyNumber } from '#contract/emergency-numbers.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import { voiceErrors as e } from '#contract/voice.ts';
import { AppError } from '#server/platform/errors.ts';

/** A number as written, in E.164. Throws `voice.number_shape`. */
export function numberWritten(text: string, region: string, field = 'number'): PhoneNumber {
  const parsed = parsePhoneNumberFromString(text.normalize('NFKC'), region as CountryCode); // an unknown region parses nothing
  if (!parsed?.isValid() || parsed.ext !== undefined) throw new AppError(e.numberShape, { field });
  return parsed.number as string as PhoneNumber; // E.164 by the library's word
}

/** A number that may be called from here. Throws also `voice.emergency`, `voice.not_there`. */
export function dialledNumber(
  text: string,
  rules: { readonly region: string; readonly callCountries: readonly string[] },
): PhoneNumber {
  if (isEmergencyNumber(text, rules.region)) throw new AppError(e.emergency, { field: 'to' });
  const number = numberWritten(text, rules.region, 'to');
  const parsed = parsePhoneNumberFromString(number);
  const type = parsed?.getType();
  const costs = type === 'PREMIUM_RATE' || type === 'SHARED_COST' || type === 'UAN';
  if (costs || !parsed?.country || !rules.callCountries.includes(parsed.country))
    throw new AppError(e.notThere, { field: 'to' });
  return number;
}

export const isE164 = (text: string): text is PhoneNumber => /^\+[1-9]\d{6,14}$/.test(text);
