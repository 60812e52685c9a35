/** The alphabet a text goes over the air in. One character outside GSM-7 makes all of the text UCS-2, and its segments half as long. */
export type Encoding = 'GSM-7' | 'UCS-2';

/** What a text costs. `left` is how many units more fit before another segment begins. */
export interface Measure {
  readonly encoding: Encoding;
  /** Septets in GSM-7 (a character of the extension table takes two), UTF-16 units in UCS-2. */
  readonly units: number;
  readonly segments: number;
  readonly left: number;
}

// GSM 03.38: the basic alphabet, and the characters that are sent as an escape and one more.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extension = new Set('\f^{}\\[~]|€');

/** Units in a segment: of a text that fits in one, and of each of several (which carry their place in the whole). */
const room = {
  'GSM-7': { alone: 160, together: 153 },
  'UCS-2': { alone: 70, together: 67 },
} as const satisfies Record<Encoding, { alone: number; together: number }>;

/** Whether a character (one code point) has a place in GSM-7. */
export const isGsm = (character: string) => basic.has(character) || extension.has(character);
/** Whether a character takes two units of GSM-7. */
export const isDouble = (character: string) => extension.has(character);

/** Measures a text. An empty text is one empty segment. */
export function measure(text: string): Measure {
  const characters = [...text];
  return characters.every(isGsm)
    ? fill('GSM-7', characters, (character) => (extension.has(character) ? 2 : 1))
    : fill('UCS-2', characters, (character) => character.length);
}

/** How many segments a text takes: what one copy of it costs. */
export const segmentsOf = (text: string): number => measure(text).segments;

// An escape and its character, or the halves of a surrogate pair, never part: a segment may end one unit early.
function fill(encoding: Encoding, characters: readonly string[], unitsOf: (character: string) => number): Measure {
  const { alone, together } = room[encoding];
  let units = 0;
  let segments = 1;
  let filled = 0;
  for (const character of characters) {
    const wanted = unitsOf(character);
    if (filled + wanted > together) {
      segments += 1;
      filled = 0;
    }
    filled += wanted;
    units += wanted;
  }
  return units <= alone
    ? { encoding, units, segments: 1, left: alone - units }
    : { encoding, units, segments, left: together - filled };
}
