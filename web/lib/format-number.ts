/** Countries that share +1 and its three-three-four form. */
const plusOne = new Set([
  'US',
  'CA',
  'PR',
  'BS',
  'BB',
  'AG',
  'AI',
  'BM',
  'DM',
  'DO',
  'GD',
  'GU',
  'JM',
  'KN',
  'KY',
  'LC',
  'MS',
  'TC',
  'TT',
  'VC',
  'VG',
  'VI',
]);
/** Country codes of one or two digits; all others have three. */
const short = /^(?:7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/**
 * A number as people of the region write it: (415) 555-0100 at home, +1 415 555 0100 from abroad.
 * What is not E.164 (a number with its middle hidden) stays as it is.
 */
export function formatNumber(number: string, region: string): string {
  const nanp = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  if (nanp !== null)
    return plusOne.has(region) ? `(${nanp[1]}) ${nanp[2]}-${nanp[3]}` : `+1 ${nanp[1]} ${nanp[2]} ${nanp[3]}`;
  if (!/^\+\d{7,15}$/.test(number)) return number;
  const digits = number.slice(1);
  const code = short.exec(digits)?.[0] ?? digits.slice(0, 3);
  const rest = digits.slice(code.length);
  // Threes from the left, and never a lone digit at the end.
  const groups = rest.match(/\d{3}(?=\d{2})|\d{1,4}/g) ?? [rest];
  return `+${code} ${groups.join(' ')}`;
}
