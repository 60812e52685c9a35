/** Where in a value a NUL stands, which the database cannot hold; undefined: nowhere. */
export function pathOfNul(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = key.includes('\0') ? path : pathOfNul(inner, `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The value with every half of a character that lost its other half replaced, as who shortens a text by force leaves it: a column of
 * text would do the same, one of JSON refuses it.
 */
export function wholeCharacters<T>(value: T): T {
  if (isWhole(value)) return value;
  return replaced(value) as T; // the same shape, texts in place of texts
}

function isWhole(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => key.isWellFormed() && isWhole(inner));
}

function replaced(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(replaced);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), replaced(inner)]));
}
