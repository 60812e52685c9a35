import { lineErrors as l } from '#contract/company-errors.ts';
import { type Role, roles } from '#contract/policy.ts';
import { AppError } from '#server/platform/errors.ts';

/** Roles in the order of the table. Throws `company.roles_contradict`. */
export function parseRoles(wanted: readonly Role[]): Role[] {
  if (wanted.includes('restricted') && (wanted.includes('admin') || wanted.includes('member')))
    throw new AppError(l.rolesContradict, { field: 'roles' });
  return roles.filter((role) => wanted.includes(role));
}
