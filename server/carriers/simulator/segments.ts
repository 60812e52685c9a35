/** How a text goes over the air: its alphabet, and how many parts it takes. */
export interface Segments {
  readonly alphabet: 'GSM-7' | 'UCS-2';
  readonly count: number;
}

// GSM 03.38: the basic alphabet, and the characters that are sent as an escape and one more.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const escaped = new Set('\f^{}\\[~]|€');

/** Counts the parts of a text. A part of several is shorter, for each carries its place in the whole. */
export function segmentsOf(text: string): Segments {
  const characters = [...text];
  if (characters.every((character) => basic.has(character) || escaped.has(character))) {
    return {
      alphabet: 'GSM-7',
      count: parts(
        characters.map((character) => (escaped.has(character) ? 2 : 1)),
        160,
        153,
      ),
    };
  }
  // In UTF-16 units: a character outside the basic plane takes two.
  return {
    alphabet: 'UCS-2',
    count: parts(
      characters.map((character) => character.length),
      70,
      67,
    ),
  };
}

// A character of two units never straddles two parts, so a part may end one unit early.
function parts(units: readonly number[], alone: number, together: number): number {
  if (units.reduce((sum, unit) => sum + unit, 0) <= alone) return 1;
  let count = 1;
  let filled = 0;
  for (const unit of units) {
    if (filled + unit > together) {
      count += 1;
      filled = 0;
    }
    filled += unit;
  }
  return count;
}
