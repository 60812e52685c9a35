import { identityErrors as i } from '#contract/identity.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import type { LeftOut } from '#contract/messages.ts';
import { parseNumber } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { areaOf } from './area-codes.ts';

export interface NumberPolicy {
  readonly region: string;
  readonly countries: readonly string[];
}

const reasonOf: Readonly<Record<string, LeftOut['why']>> = {
  [i.numberShape.code]: 'shape',
  [i.numberEmergency.code]: 'emergency',
  [i.numberPremium.code]: 'premium',
  [i.numberCountry.code]: 'country',
  [i.numberLandline.code]: 'landline',
};

/** A number as people type it, as one that can be texted, or why it cannot be. */
export function readRecipient(
  typed: string,
  policy: NumberPolicy,
): { readonly number: PhoneNumber } | { readonly why: LeftOut['why'] } {
  try {
    return { number: parseNumber(typed, policy) };
  } catch (error) {
    if (error instanceof AppError) return { why: reasonOf[error.spec.code] ?? 'shape' };
    throw error;
  }
}

/** Why a contact's number cannot be texted, if so. Ordinary American and Canadian numbers are judged without being parsed: groups are large. */
export function whyUnreachable(number: string, policy: NumberPolicy): LeftOut['why'] | undefined {
  const area = /^\+1\d{10}$/.test(number) ? areaOf(number) : undefined;
  if (area) return policy.countries.includes(area.country) ? undefined : 'country';
  const read = readRecipient(number, policy);
  return 'why' in read ? read.why : undefined;
}
