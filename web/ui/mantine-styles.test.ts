import { expect, test } from 'vitest';
import listed from './mantine-styles.ts?raw';

const screens = import.meta.glob<string>(['../**/*.tsx'], { query: '?raw', import: 'default', eager: true });
const styled = new Set(
  Object.keys(import.meta.glob('/node_modules/@mantine/core/styles/*.css', { query: '?url' })).map((path) =>
    path.slice(path.lastIndexOf('/') + 1, -4),
  ),
);

test('every Mantine component on our screens has its styles', () => {
  const used = Object.values(screens)
    .flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)])
    .flatMap((found) => (found[1] ?? '').split(','))
    .map((part) => part.trim())
    .filter((name) => styled.has(name));
  expect(used.length).toBeGreaterThan(5);
  expect(used.filter((name) => !listed.includes(`/styles/${name}.css'`))).toEqual([]);
});
