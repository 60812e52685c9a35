import type { Lines } from '#contract/lines.ts';
import { may } from '#contract/policy.ts';
import type { Deps } from '#server/deps.ts';
import { lockedOutOf } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import type { AllowedLines } from './allowed-lines.ts';
import { presentInvitation, presentLine } from './present-lines.ts';
import { countLines, listInvitations, listLines } from './store.ts';

/** The lines of the caller's company; removed ones, invitations and what is private only for those who manage lines. */
export async function readLines(deps: Deps, caller: Caller, allowedLines: AllowedLines): Promise<Lines> {
  const { companyId } = caller;
  const manages = may(caller.roles, 'manage_lines');
  const now = deps.clock.now();
  const [rows, invitations, most, used] = await Promise.all([
    listLines(deps.db, companyId),
    manages ? listInvitations(deps.db, companyId) : [],
    allowedLines(deps.db, deps, companyId),
    countLines(deps.db, companyId, now),
  ]);
  const managed = manages
    ? {
        lockedOut: await lockedOutOf(
          deps.db,
          rows.map(({ line }) => line),
          now,
        ),
      }
    : null;
  return {
    lines: rows.filter(({ removal }) => manages || removal === null).map((row) => presentLine(row, managed)),
    invitations: invitations.map((row) => presentInvitation(row, now)),
    allowance: { most: most < 0 ? null : most, used },
  };
}
