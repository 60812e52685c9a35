import type { OddCharacter, Oddity, SegmentReason } from '#contract/segment-reason.ts';
import type { composerWords } from './composer-words.ts';

type Words = (typeof composerWords)['en'] | (typeof composerWords)['es'];

/** "One curly quote makes this 2 segments.": why a text is as long as it is. */
export function segmentSentence(reason: SegmentReason, words: Words, list: Intl.ListFormat): string {
  if (reason.kind === 'long') return words.reasonLong(reason.segments);
  if (reason.kind === 'double') {
    const characters = list.format(reason.characters.map(({ character }) => character));
    return words.reasonDouble(reason.segments, characters, reason.characters.length === 1);
  }
  const parts = partsOf(reason.characters, words);
  const isOne = parts.length === 1 && countOf(reason.characters) === 1;
  return words.reasonSegments(list.format(parts), isOne, reason.segments);
}

const order: readonly Oddity[] = ['quote', 'dash', 'ellipsis', 'space', 'letter', 'symbol', 'emoji'];

function partsOf(characters: readonly OddCharacter[], words: Words): string[] {
  return order.flatMap((oddity) => {
    const these = characters.filter((one) => one.oddity === oddity);
    return these.length === 0 ? [] : [partOf(oddity, these, words)];
  });
}

function partOf(oddity: Oddity, these: readonly OddCharacter[], words: Words): string {
  const n = countOf(these);
  // Of many different letters the first few tell enough.
  const shown = these.slice(0, 5).map(({ character }) => character);
  const characters = these.length > 5 ? `${shown.join(' ')} …` : shown.join(' ');
  switch (oddity) {
    case 'quote':
      return words.oddQuote(n);
    case 'dash':
      return words.oddDash(n);
    case 'ellipsis':
      return words.oddEllipsis(n);
    case 'space':
      return words.oddSpace(n);
    case 'emoji':
      return words.oddEmoji(n);
    case 'letter':
      return these.length === 1 ? words.oddOneLetter(characters) : words.oddLetter(characters);
    case 'symbol':
      return these.length === 1 ? words.oddOneSymbol(characters) : words.oddSymbol(characters);
  }
}

const countOf = (characters: readonly OddCharacter[]) =>
  characters.reduce((sum, { positions }) => sum + positions.length, 0);
