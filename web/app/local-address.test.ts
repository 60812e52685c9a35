import { expect, test } from 'vitest';
import { localAddress } from './local-address.ts';

test('a page of this site is kept with its anchor', () => {
  expect(localAddress('/settings?x=1#email')).toBe('/settings?x=1#email');
});

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  'settings',
  '',
  undefined,
  7,
])('nobody is sent elsewhere by %j', (value) => {
  expect(localAddress(value)).toBeUndefined();
});
