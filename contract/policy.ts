export const roles = ['admin', 'billing', 'member', 'restricted'] as const;
export type Role = (typeof roles)[number];

/**
 * What takes a role, and which roles it takes: the one table. The server refuses by it and the web shows by it, so that
 * nobody sees a button that would be refused. What stands in no row (answering a text, My Settings) everybody may.
 */
export const policy = {
  see_lines: ['admin', 'billing', 'member'],
  manage_lines: ['admin'],
  see_company: ['admin', 'billing'],
  manage_company: ['admin'],
  manage_numbers: ['admin'],
  manage_billing: ['admin', 'billing'],
  change_plan: ['admin', 'billing'],
  see_audit: ['admin'],
  export_company: ['admin'],
  delete_company: ['admin'],
  send_to_groups: ['admin', 'billing', 'member'],
} as const satisfies Record<string, readonly Role[]>;
export type Act = keyof typeof policy;
export const acts = Object.keys(policy) as readonly Act[]; // the keys are what Act is made of

/** What somebody restricted does not do, whatever they look after beside it; only an admin stands above that. */
const beyondRestricted: readonly Act[] = ['see_lines', 'send_to_groups'];

/** Whether somebody with these roles may do it. `restricted` takes away: beside `member` or `billing` it still does. */
export function may(held: readonly Role[], act: Act): boolean {
  const allowed: readonly Role[] = policy[act];
  if (held.includes('restricted') && beyondRestricted.includes(act)) return held.includes('admin');
  return held.some((role) => allowed.includes(role));
}
