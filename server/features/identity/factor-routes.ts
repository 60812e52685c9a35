import { factors } from '#contract/factors.ts';
import type { Deps } from '#server/deps.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { finishApp, finishPasskey, startApp, startPasskey } from './add-factor.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { presentMe } from './present.ts';
import { startProof } from './prove.ts';
import { readFactors } from './read-factors.ts';
import { removeFactor, renewRecoveryCodes } from './remove-factor.ts';
import { setSessionCookie } from './session-cookie.ts';

export function factorRoutes(app: App, deps: Deps): void {
  mount(app, factors.list, ({ caller }) => readFactors(deps, caller));
  mount(app, factors.startPasskey, ({ caller }) => startPasskey(deps, caller));
  mount(app, factors.finishPasskey, ({ caller, body }) => finishPasskey(deps, caller, body));
  mount(app, factors.startApp, ({ caller }) => startApp(deps, caller));
  mount(app, factors.finishApp, ({ caller, body }) => finishApp(deps, caller, body));
  mount(app, factors.remove, ({ caller, params }) => removeFactor(deps, caller, params.id));
  mount(app, factors.renewRecoveryCodes, ({ caller }) => renewRecoveryCodes(deps, caller));
  mount(app, factors.startProof, ({ caller }) => startProof(deps, caller));
  mount(app, factors.finishSignIn, async ({ body, origin, reply }) => {
    const found = await finishSignIn(deps, body, origin);
    setSessionCookie(reply, deps.config, found.token);
    return presentMe({ ...found, provenAt: deps.clock.now() });
  });
}
