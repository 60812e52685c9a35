import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** What the server's sources hand to `record`, as far as it stands there whole. */
async function recordedKinds(): Promise<string[]> {
  const kinds = new Set<string>();
  for await (const file of glob('server/features/**/*.ts')) {
    if (file.endsWith('.test.ts')) continue;
    const source = await readFile(file, 'utf8');
    for (const [, call = ''] of source.matchAll(/\brecord\(([^;]{0,400})/g))
      for (const [, kind = ''] of call.matchAll(/'([a-z-]+\.[a-z-]+)'/g)) kinds.add(kind);
  }
  return [...kinds].sort();
}

test('everything that is recorded is told in words, in both languages', async () => {
  const kinds = await recordedKinds();
  expect(kinds.length).toBeGreaterThan(40);
  const words = await readFile('web/features/company/trail-words.ts', 'utf8');
  // A notice that goes out beside an entry, not an entry.
  const told = kinds.filter((kind) => kind !== 'recovery.used');
  expect(told.filter((kind) => words.split(`    '${kind}': `).length !== 3)).toEqual([]);
});
