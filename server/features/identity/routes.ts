import { identity } from '#contract/identity.ts';
import type { Deps } from '#server/deps.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { factorRoutes } from './factor-routes.ts';
import { finishForgotPassword } from './finish-forgot-password.ts';
import { forgotPassword } from './forgot-password.ts';
import { forgotUsername } from './forgot-username.ts';
import { lookAtLink, useLink } from './links.ts';
import { whyUsernameNotFree } from './move-username.ts';
import { presentMe } from './present.ts';
import { prove } from './prove.ts';
import { readMe } from './read-me.ts';
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { signUp } from './sign-up.ts';
import { whetherSignUpIsOpen } from './whether-sign-up-is-open.ts';

export function identityRoutes(app: App, deps: Deps): void {
  const { config } = deps;
  mount(app, identity.start, async () => ({
    signUp: await whetherSignUpIsOpen(deps),
    handsets: config.carrier === 'simulator',
    mailbox: config.smtpUrl === undefined,
    region: config.region,
  }));
  mount(app, identity.signUp, async ({ body, origin, reply }) => {
    const made = await signUp(deps, body, origin);
    setSessionCookie(reply, config, made.token);
    return presentMe({ ...made, hasFactor: false, provenAt: deps.clock.now() });
  });
  mount(app, identity.checkUsername, async ({ query, caller }) => {
    const why = await whyUsernameNotFree(deps.db, query.username, deps.clock.now(), caller);
    return { free: why === undefined, ...(why !== undefined && { why }) };
  });
  mount(app, identity.signIn, async ({ body, origin, reply }) => {
    const found = await signIn(deps, body, origin);
    setSessionCookie(reply, config, found.token);
    return presentMe({ ...found, provenAt: deps.clock.now() });
  });
  mount(app, identity.signOut, async ({ caller, reply }) => {
    await signOut(deps, caller);
    clearSessionCookie(reply, config);
    return undefined;
  });
  factorRoutes(app, deps);
  mount(app, identity.me, async ({ caller }) => presentMe(await readMe(deps, caller)));
  mount(app, identity.prove, async ({ caller, body, reply }) => {
    const { token, provenUntil } = await prove(deps, caller, body);
    setSessionCookie(reply, config, token);
    return { provenUntil: provenUntil.toISOString() };
  });
  mount(app, identity.forgotPassword, async ({ body, origin }) => {
    const { ticket, expiresAt } = await forgotPassword(deps, body.username, origin);
    return { ticket, expiresAt: expiresAt.toISOString() };
  });
  mount(app, identity.finishForgotPassword, ({ body, origin }) =>
    finishForgotPassword(deps, body, origin).then(() => undefined),
  );
  mount(app, identity.forgotUsername, ({ body, origin }) => forgotUsername(deps, body.to, origin).then(() => ({})));
  mount(app, identity.lookAtLink, ({ body, origin }) => lookAtLink(deps, body.token, origin));
  mount(app, identity.useLink, ({ body, origin }) => useLink(deps, body, origin).then(() => ({ done: body.does })));
}
