import { lines } from '#contract/lines.ts';
import type { Deps } from '#server/deps.ts';
import { presentMe, setSessionCookie } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changeRoles } from './change-roles.ts';
import { clearLockOut } from './clear-lock-out.ts';
import { clearSecondStep } from './clear-second-step.ts';
import { invite } from './invite.ts';
import { lookAtInvitation } from './look-at-invitation.ts';
import type { CompanyPorts } from './ports.ts';
import { readLines } from './read-lines.ts';
import { removeLine } from './remove-line.ts';
import { resendInvitation } from './resend-invitation.ts';
import { resumeLine } from './resume-line.ts';
import { startLineReset } from './start-reset.ts';
import { suspendLine } from './suspend-line.ts';
import { undoRemoval } from './undo-removal.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

export function lineRoutes(app: App, deps: Deps, { allowedLines, lineParts }: CompanyPorts): void {
  /** Every act answers with all lines as they stand after it; who took away their own rights sees what is left to them. */
  const done = async (caller: Caller, act: Promise<void>) => {
    await act;
    return readLines(deps, caller, allowedLines);
  };

  mount(app, lines.list, ({ caller }) => readLines(deps, caller, allowedLines));
  mount(app, lines.invite, ({ caller, body }) => done(caller, invite(deps, caller, allowedLines, body)));
  mount(app, lines.resendInvitation, ({ caller, params }) => done(caller, resendInvitation(deps, caller, params.id)));
  mount(app, lines.withdrawInvitation, ({ caller, params }) =>
    done(caller, withdrawInvitation(deps, caller, params.id)),
  );
  mount(app, lines.lookAtInvitation, ({ body, origin }) => lookAtInvitation(deps, body.token, origin));
  mount(app, lines.acceptInvitation, async ({ body, caller, origin, reply }) => {
    const made = await acceptInvitation(deps, allowedLines, body, { caller, origin });
    setSessionCookie(reply, deps.config, made.token);
    return presentMe({ ...made, hasFactor: false, provenAt: deps.clock.now() });
  });
  mount(app, lines.changeRoles, ({ caller, params, body }) =>
    done(caller, changeRoles(deps, caller, params.id, body.roles)),
  );
  mount(app, lines.suspend, ({ caller, params }) => done(caller, suspendLine(deps, caller, params.id)));
  mount(app, lines.resume, ({ caller, params }) => done(caller, resumeLine(deps, caller, params.id)));
  mount(app, lines.startReset, ({ caller, params }) => done(caller, startLineReset(deps, caller, params.id)));
  mount(app, lines.clearLockOut, ({ caller, params }) => done(caller, clearLockOut(deps, caller, params.id)));
  mount(app, lines.clearSecondStep, ({ caller, params }) => done(caller, clearSecondStep(deps, caller, params.id)));
  mount(app, lines.remove, ({ caller, params, body }) =>
    done(caller, removeLine(deps, caller, lineParts, params.id, body)),
  );
  mount(app, lines.undoRemoval, ({ caller, params }) =>
    done(caller, undoRemoval(deps, caller, allowedLines, params.id)),
  );
}
