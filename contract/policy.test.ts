import { expect, test } from 'vitest';
import { acts, may, policy, roles } from './policy.ts';

test.each(acts.flatMap((act) => roles.map((role) => [role, act] as const)))(
  'alone, %s may %s as the table says',
  (role, act) => {
    expect(may([role], act)).toBe((policy[act] as readonly string[]).includes(role));
  },
);

test.each(acts)('nobody without a role may %s', (act) => {
  expect(may([], act)).toBe(false);
});

test('somebody restricted does no more than that, whatever stands beside it by mistake', () => {
  expect(['see_lines', 'send_to_groups'].map((act) => may(['member', 'restricted'], act as 'see_lines'))).toEqual([
    false,
    false,
  ]);
  expect(may(['billing', 'restricted'], 'see_lines')).toBe(false);
  expect(may(['billing', 'restricted'], 'change_plan')).toBe(true);
  expect(may(['admin', 'restricted'], 'manage_lines')).toBe(true);
});
