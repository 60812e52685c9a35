import { isDouble, isGsm, measure, segmentsOf } from './segments.ts';
import { straightened } from './straightened.ts';

/** What sort of character makes a text wide, for a sentence about it. */
export type Oddity = 'quote' | 'dash' | 'ellipsis' | 'space' | 'emoji' | 'letter' | 'symbol';

/** A character, as it is seen (an emoji of many code points is one), and where it stands in UTF-16 units. */
export interface OddCharacter {
  readonly character: string;
  readonly oddity: Oddity;
  readonly positions: readonly number[];
}

/**
 * Why a text takes more segments than its length alone would.
 * - `wide`: these characters are outside GSM-7. `straight` is the text with plain characters, where that saves segments.
 * - `double`: these characters count twice.
 * - `long`: it is simply long.
 */
export type SegmentReason =
  | {
      readonly kind: 'wide';
      readonly segments: number;
      readonly characters: readonly OddCharacter[];
      readonly straight: { readonly text: string; readonly segments: number } | null;
    }
  | { readonly kind: 'double'; readonly segments: number; readonly characters: readonly OddCharacter[] }
  | { readonly kind: 'long'; readonly segments: number };

/** The reason a text takes several segments; null where it takes one. */
export function reasonOf(text: string): SegmentReason | null {
  const { encoding, segments } = measure(text);
  if (segments === 1) return null;
  // The same length in characters that take one unit each.
  const atBest = segmentsOf('x'.repeat(lengthOf(text)));
  if (segments <= atBest) return { kind: 'long', segments };
  if (encoding === 'GSM-7') return { kind: 'double', segments, characters: charactersIn(text, isDouble) };
  const plainText = straightened(text);
  const plainSegments = segmentsOf(plainText);
  return {
    kind: 'wide',
    segments,
    characters: charactersIn(text, isWide),
    straight: plainSegments < segments ? { text: plainText, segments: plainSegments } : null,
  };
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** How many characters a person sees; a line break of Windows is two to a telephone, though one to the eye. */
const lengthOf = (text: string) => [...graphemes.segment(text)].length + (text.match(/\r\n/g)?.length ?? 0);
const isWide = (grapheme: string) => ![...grapheme].every(isGsm);

/** Each character that is meant, once, with all its places, in the order of its first. */
function charactersIn(text: string, isMeant: (grapheme: string) => boolean): OddCharacter[] {
  const places = new Map<string, number[]>();
  for (const { segment, index } of graphemes.segment(text)) {
    if (!isMeant(segment)) continue;
    const known = places.get(segment);
    if (known === undefined) places.set(segment, [index]);
    known?.push(index);
  }
  return [...places].map(([character, positions]) => ({ character, oddity: oddityOf(character), positions }));
}

function oddityOf(character: string): Oddity {
  if (/[‘’‚‛“”„‟′″«»‹›]/u.test(character)) return 'quote';
  if (/\p{Pd}|−/u.test(character)) return 'dash';
  if (character === '…') return 'ellipsis';
  if (/^[\s\u00ad\u200b\u2060\ufeff]+$/u.test(character)) return 'space';
  if (/\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(character)) return 'emoji';
  if (/\p{L}/u.test(character)) return 'letter';
  return 'symbol';
}
