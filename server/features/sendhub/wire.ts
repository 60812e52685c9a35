// Values as clients of this API write and read them.

/** `2026-03-01T12:00:00.123000`: UTC, without saying so. */
export const stamp = (at: Date): string => at.toISOString().replace('Z', '000');
/** The same to the second, for users and for what is nested in others. */
export const shortStamp = (at: Date): string => at.toISOString().slice(0, 19);

/** A boolean, however it was written; undefined for anything else. */
export function truthOf(value: unknown): boolean | undefined {
  if (value === true || value === 'true' || value === 'True' || value === 1 || value === '1') return true;
  if (value === false || value === 'false' || value === 'False' || value === 0 || value === '0') return false;
  return undefined;
}

/** An id: digits, an integer, or the last part of a resource's address; undefined for anything else. */
export function idOf(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const [, id] = /(?:^|\/)([0-9]{1,19})\/?$/.exec(text.trim()) ?? [];
  return id !== undefined && BigInt(id) < 2n ** 63n ? id : undefined;
}

/** Text; numbers are taken as they would be written. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a JSON body. Integers too large for a JavaScript number are kept as their digits, for ids are. An empty body is an
 * empty object. Throws SyntaxError.
 */
export function readJson(text: string): unknown {
  if (text.trim() === '') return {};
  return JSON.parse(text, function (this: unknown, key: string, value: unknown, context?: { source: string }) {
    // A key of this name would be the prototype of whatever the object is copied into.
    if (key === '__proto__') return undefined;
    const source = context?.source;
    return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '') ? source : value;
  } as (key: string, value: unknown) => unknown); // the third argument is newer than the type
}
