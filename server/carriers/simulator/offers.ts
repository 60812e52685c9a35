import { randomInt } from 'node:crypto';
import { areaCodes } from './area-codes.ts';
import { countryOfLocal } from './numbering.ts';

export interface Offer {
  readonly number: string;
  readonly country: string;
  readonly locality: string;
  readonly region: string;
}

export const isServedCountry = (country: string) => Object.hasOwn(areaCodes, country);

/**
 * Numbers to rent, drawn at random. All are of the exchange 555, which no subscriber has, and outside 555-0100 to
 * 555-0199: those are what people write in examples, and a handset is likelier to have them than a line.
 */
export function drawOffers(
  country: string,
  areaCode: string | undefined,
  count: number,
  isTaken: (number: string) => boolean,
): Offer[] {
  const known = areaCodes[country] ?? {};
  const codes = areaCode === undefined ? Object.keys(known) : [areaCode];
  const offers = new Map<string, Offer>();
  // An area code is soon drawn empty only when nearly all of its numbers are taken.
  for (let tries = 0; offers.size < count && tries < count * 20 && codes.length > 0; tries += 1) {
    const code = codes[randomInt(codes.length)] ?? '';
    const number = `+1${code}555${randomInt(2000, 9900)}`;
    if (countryOfLocal(number) !== country || isTaken(number)) continue;
    const [locality, region] = known[code] ?? ['', ''];
    offers.set(number, { number, country, locality, region });
  }
  return [...offers.values()];
}

/** A number for a new handset, of the range that is kept for examples. */
export function drawHandset(isTaken: (number: string) => boolean): string {
  const codes = Object.keys(areaCodes.US ?? {});
  for (let tries = 0; tries < 500; tries += 1) {
    const number = `+1${codes[randomInt(codes.length)]}55501${String(randomInt(100)).padStart(2, '0')}`;
    if (!isTaken(number)) return number;
  }
  return drawOffers('US', undefined, 1, isTaken)[0]?.number ?? '';
}
