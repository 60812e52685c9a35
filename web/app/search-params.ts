import { parseSearchWith, stringifySearchWith } from '@tanstack/react-router';

/** The ids of things have more digits than a number of JavaScript holds: those stay text, as they came. */
function read(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'number' && String(value) !== text) throw new SyntaxError('no number that can be kept');
  return value;
}

export const parseSearch = parseSearchWith(read);
export const stringifySearch = stringifySearchWith(JSON.stringify, read);
