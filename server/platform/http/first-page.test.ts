import { expect, test } from 'vitest';
import { linksFor, openingOf, withFrame } from './first-page.ts';

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

test('a page below brings the facts of what it is about; one with an opening of its own brings its own', () => {
  const openings = {
    '*': { code: [], facts: ['/api/me'] },
    '/inbox/:id': { code: ['thread'], facts: ['/api/threads/:id', '/api/threads/:id/entries?limit=60'] },
    '/inbox/new': { code: ['new'], facts: [] },
  };
  expect(openingOf(openings, '/inbox/12')).toEqual({
    code: ['thread'],
    facts: ['/api/threads/12', '/api/threads/12/entries?limit=60'],
  });
  expect(openingOf(openings, '/inbox/a?b/../c').facts).toEqual(['/api/me']);
  expect(openingOf(openings, '/inbox/a?b').facts[0]).toBe('/api/threads/a%3Fb');
  expect(openingOf(openings, '/inbox/new').code).toEqual(['new']);
  expect(openingOf(openings, '/elsewhere').facts).toEqual(['/api/me']);
});

test('a page shows its frame before the app has begun, in the language of whoever asks; one without a frame stays as it is', () => {
  const page = '<html lang="en"><body><div id="root"></div></body></html>';
  const frames = { 'settings.es': '<h1>Mis ajustes, $& y $1</h1>' };
  expect(withFrame(page, { name: 'settings', language: 'es' }, frames)).toBe(
    '<html lang="es"><body><div id="root"><h1>Mis ajustes, $& y $1</h1></div></body></html>',
  );
  expect(withFrame(page, { name: 'settings', language: 'en' }, frames)).toBe(page);
});
