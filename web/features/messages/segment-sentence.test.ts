import { expect, test } from 'vitest';
import { reasonOf } from '#contract/segment-reason.ts';
import { composerWords } from './composer-words.ts';
import { segmentSentence } from './segment-sentence.ts';

const say = (text: string, language: 'en' | 'es' = 'en') => {
  const reason = reasonOf(text);
  return reason === null
    ? ''
    : segmentSentence(reason, composerWords[language], new Intl.ListFormat(language, { type: 'conjunction' }));
};
const filler = 'x'.repeat(80);

test.each([
  [`It’s ${filler}`, 'One curly quote makes this 2 segments.'],
  [`“It’s” ${filler}`, '3 curly quotes make this 2 segments.'],
  [`It’s 😀😀 ${filler}`, 'One curly quote and 2 emoji make this 2 segments.'],
  [`así ${filler}`, 'The letter í makes this 2 segments.'],
  [`— … \u00a0${filler}`, 'One long dash, one “…”, and one unusual space make this 2 segments.'],
  ['x'.repeat(161), 'Its length makes this 2 segments.'],
  [`€${'x'.repeat(159)}`, '€ counts twice, which makes this 2 segments.'],
])('%s', (text, sentence) => {
  expect(say(text)).toBe(sentence);
});

test('the same in Spanish', () => {
  expect(say(`It’s ${filler}`, 'es')).toBe('Por una comilla tipográfica esto ocupa 2 segmentos.');
});
