import { expect, test } from 'vitest';
import { linksFor } from './first-page.ts';

const manifest = {
  'index.html': { file: 'assets/index.js', imports: ['_shared.js'], isEntry: true },
  '_shared.js': { file: 'assets/shared.js' },
  'web/page.tsx': { file: 'assets/page.js', imports: ['_shared.js', '_parts.js'], css: ['assets/page.css'] },
  '_parts.js': { file: 'assets/parts.js', imports: ['web/page.tsx'], css: ['assets/parts.css'] },
};

test('a page announces its code and all that it needs, once, and not what is in the page already', () => {
  expect(linksFor(manifest, ['web/page.tsx'])).toBe(
    [
      '<link rel="stylesheet" crossorigin href="/assets/parts.css">',
      '<link rel="stylesheet" crossorigin href="/assets/page.css">',
      '<link rel="modulepreload" crossorigin href="/assets/parts.js">',
      '<link rel="modulepreload" crossorigin href="/assets/page.js">',
    ].join(''),
  );
});

test('a module that is not there announces nothing', () => {
  expect(linksFor(manifest, ['web/gone.tsx'])).toBe('');
});
