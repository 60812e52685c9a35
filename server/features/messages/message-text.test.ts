import { expect, test } from 'vitest';
import { keywordIn, looksAutomatic } from './keywords.ts';
import { linksIn, soundsLikeStop, withLinks } from './message-text.ts';

test.each([
  'please stop texting me',
  'Stop sending me these',
  'don’t text me again',
  'Take me off your list',
  'remove my number',
  'I want to opt out',
  'no more texts thank you',
  'leave me alone',
])('%j sounds like a wish to get no more texts', (text) => {
  expect(soundsLikeStop(text)).toBe(true);
});

test.each([
  'Do not stop now, this is great',
  'I will stop by at six',
  'see you at the bus stop',
  'The end',
  'text me when you are there',
])('%j does not', (text) => {
  expect(soundsLikeStop(text)).toBe(false);
});

test('links are found whole, without the full stop after them', () => {
  const text = 'Look: https://example.com/a?b=c. And (http://example.org/x) too.';
  expect(linksIn(text)).toEqual(['https://example.com/a?b=c', 'http://example.org/x']);
  expect(withLinks(text, () => '#')).toBe('Look: #. And (#) too.');
});

test('a keyword is the whole text, whatever its case, marks and spaces', () => {
  for (const text of ['STOP', ' stop', 'Stop!', '“stop”', 'sToP.', 'opt out'])
    expect(keywordIn(text)).toEqual({ kind: 'opt_out' });
  expect(keywordIn('stop it')).toEqual({ kind: 'none', word: 'stop it' });
  expect(keywordIn('Unsubscribe Bread')).toEqual({ kind: 'leave', of: 'bread' });
});

test('texts of machines are told by their words', () => {
  expect(looksAutomatic('Auto-reply: I am driving')).toBe(true);
  expect(looksAutomatic('I am on my way')).toBe(false);
});
