import { expect, test } from 'vitest';
import { withRole } from './roles-field.tsx';

test('"Restricted" and "Member" or "Admin" take each other away; "Billing" stands beside all', () => {
  expect(withRole(['member'], ['member', 'restricted'])).toEqual(['restricted']);
  expect(withRole(['restricted'], ['member', 'restricted'])).toEqual(['member']);
  expect(withRole(['restricted'], ['admin', 'restricted'])).toEqual(['admin']);
  expect(withRole(['restricted'], ['billing', 'restricted'])).toEqual(['billing', 'restricted']);
  expect(withRole(['admin', 'member'], ['admin'])).toEqual(['admin']);
});
