/** A text with case, accents and spacing levelled: "  Zoë  Łukasz" and "zoe łukasz" meet. */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();

const digitsOf = (text: string) => text.replace(/\D/g, '');

/** What lists and searches need to know of a contact beside its facts. */
export function traces(
  lineId: string,
  contact: { readonly name: string; readonly number: string; readonly keyword: string | null },
): { place: string; search: string; grams: number[] } {
  const name = fold(contact.name);
  const digits = digitsOf(contact.number);
  const parts = [name, digits, contact.keyword ?? ''].filter((part) => part !== '');
  return {
    place: name === '' ? `1${contact.number}` : `0${name}`,
    search: parts.join('\n'),
    grams: [...new Set(parts.flatMap((part) => gramsOf(lineId, part)))],
  };
}

/** What somebody typed into a search as terms that all have to be found: words, and numbers however they are written. */
export function termsOf(typed: string): string[] {
  const text = fold(typed);
  if (/^[\d\s()+./-]+$/.test(text) && digitsOf(text) !== '') return [digitsOf(text)];
  const terms = text.split(' ').map((word) => (/^[\d()+./-]*\d[\d()+./-]*$/.test(word) ? digitsOf(word) : word));
  return [...new Set(terms.filter((term) => term !== ''))].slice(0, 8);
}

/** The hashes of a term's threes of characters; none for a term shorter than three. They only narrow: what is found is compared. */
export function gramsOf(lineId: string, term: string): number[] {
  const seed = hash(lineId, 0x811c9dc5);
  const grams: number[] = [];
  for (let at = 0; at + 3 <= term.length; at += 1) grams.push(hash(term.slice(at, at + 3), seed) | 0);
  return grams;
}

/** FNV-1a. With the line in it, one index serves every line without finding another's contacts. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value;
}
