import { and, eq } from 'drizzle-orm';
import type { Role } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { line, record } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { changeLine, refuseLastAdmin } from './change-line.ts';
import { parseRoles } from './roles.ts';
import { tellLine } from './tell-line.ts';

/** Gives a line other roles; its open sessions have them with the next request. Throws `company.last_admin`, `company.roles_contradict`, and as `changeLine`. */
export function changeRoles(deps: Deps, caller: Caller, lineId: string, wanted: readonly Role[]): Promise<void> {
  const roles = parseRoles(wanted);
  return changeLine(deps, caller, lineId, async (tx, current, company) => {
    if (String(current.roles) === String(roles)) return;
    if (!roles.includes('admin')) await refuseLastAdmin(tx, current);
    await tx
      .update(line)
      .set({ roles })
      .where(and(eq(line.companyId, current.companyId), eq(line.id, current.id)));
    await record(tx, deps, { ...caller, about: current.id }, 'roles.changed', { from: current.roles, to: roles });
    await tellLine(tx, deps, current, 'roles', { company: company.name, roles });
  });
}
