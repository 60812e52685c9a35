import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isNobodysNumber } from '#contract/emergency-numbers.ts';
import { identityErrors as e } from '#contract/identity.ts';
import type { EmailAddress, PhoneNumber } from '#contract/ids.ts';
import { AppError } from '#server/platform/errors.ts';

// Controls, and the marks that turn or hide text: a name with them could pretend to be another.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/u;
const joiners = /[\u200c\u200d]/g; // needed inside Persian words and emoji

/** A name as people write it, its spaces evened. Throws `identity.name_shape`. */
export function parseName(text: string, field = 'name'): string {
  const name = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const length = [...name].length;
  if (length < 1 || length > 120 || unseen.test(name.replace(joiners, '')) || !/[\p{L}\p{N}\p{S}\p{P}]/u.test(name))
    throw new AppError(e.nameShape, { field });
  return name;
}

/** An address, lower-cased. What it must look like is what mail servers take; whether it exists is for the link to prove. Throws `identity.email_shape`. */
export function parseEmail(text: string, field = 'email'): EmailAddress {
  const address = text.normalize('NFKC').trim().toLowerCase();
  const shape =
    /^[^\s@<>()[\],;:\\"\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;
  if (address.length > 254 || !shape.test(address) || /^\.|\.\.|\.@/.test(address))
    throw new AppError(e.emailShape, { field });
  return address as EmailAddress; // its shape was just checked
}

export interface NumberRules {
  /** Country of numbers typed without a country code. */
  readonly region: string;
  /** Countries that texts are sent to. */
  readonly countries: readonly string[];
}

/** A mobile number that codes can be texted to, as E.164. Throws why it cannot be one. */
export function parseNumber(text: string, rules: NumberRules, field = 'number'): PhoneNumber {
  if (isNobodysNumber(text, rules.region)) throw new AppError(e.numberEmergency, { field });
  const parsed = parsePhoneNumberFromString(text.normalize('NFKC'), rules.region as CountryCode); // an unknown region parses nothing
  if (!parsed?.isValid()) throw new AppError(e.numberShape, { field });
  const type = parsed.getType();
  if (type === 'PREMIUM_RATE' || type === 'SHARED_COST' || type === 'UAN')
    throw new AppError(e.numberPremium, { field });
  if (!parsed.country || !rules.countries.includes(parsed.country)) throw new AppError(e.numberCountry, { field });
  // Where the numbering plan does not tell mobiles from landlines (North America), the type is both.
  if (type !== undefined && type !== 'MOBILE' && type !== 'FIXED_LINE_OR_MOBILE')
    throw new AppError(e.numberLandline, { field });
  return parsed.number as string as PhoneNumber; // E.164 by the library's word
}

export const countryOf = (number: PhoneNumber) => parsePhoneNumberFromString(number)?.country ?? 'ZZ';

/** An address or number with only its ends left, for pages and trails that must not tell it. */
export function hidden(value: string): string {
  if (!value.includes('@')) return `••• ${value.slice(-4)}`;
  const [name = '', host = ''] = value.split('@');
  return `${name.slice(0, 1)}•••@${host}`;
}
