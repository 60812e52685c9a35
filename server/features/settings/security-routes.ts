import { eq } from 'drizzle-orm';
import { security } from '#contract/security.ts';
import type { Deps } from '#server/deps.ts';
import { readTrail, securityEvent } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { endOneSession, endOtherSessions } from './end-sessions.ts';
import { listSessions } from './list-sessions.ts';

export function securityRoutes(app: App, deps: Deps): void {
  const sessionsAfter = async (caller: Caller, act: Promise<void>) => {
    await act;
    return listSessions(deps, caller);
  };
  mount(app, security.sessions, ({ caller }) => listSessions(deps, caller));
  mount(app, security.endSession, ({ caller, params }) =>
    sessionsAfter(caller, endOneSession(deps, caller, params.id)),
  );
  mount(app, security.endOtherSessions, ({ caller }) => sessionsAfter(caller, endOtherSessions(deps, caller)));
  mount(app, security.timeline, ({ caller, query }) =>
    readTrail(deps.db, caller.companyId, {
      most: 20,
      ...(query.before !== undefined && { before: query.before }),
      where: eq(securityEvent.lineId, caller.lineId),
    }),
  );
}
