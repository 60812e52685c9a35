import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linksIn } from './links-in.ts';

const links = (text: string) => linksIn(text).flatMap(({ part, isLink }) => (isLink ? [part] : []));

test('web addresses in a mail can be opened, without the full stop of the sentence around them', () => {
  expect(links('Open (http://localhost:3000/link#a_b-C) or https://x.example/y?z=1.')).toEqual([
    'http://localhost:3000/link#a_b-C',
    'https://x.example/y?z=1',
  ]);
});

test('nothing but the web is made a link', () => {
  expect(links('javascript:alert(1) ftp://x mailto:a@b.example http://')).toEqual([]);
});

test('a text is shown whole, whatever is in it', () => {
  const pieces = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('. ', ')', '\n', 'http://', '<'));
  fc.assert(
    fc.property(fc.array(pieces), (list) => {
      const text = list.join('');
      expect(
        linksIn(text)
          .map(({ part }) => part)
          .join(''),
      ).toBe(text);
    }),
  );
});
