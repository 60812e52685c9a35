import { factors } from '#contract/factors.ts';
import { identity, type Me } from '#contract/identity.ts';
import { inbox } from '#contract/inbox.ts';
import { messageSettings } from '#contract/message-settings.ts';
import { messages } from '#contract/messages.ts';
import { plannedDeletion } from '#contract/planned-deletion.ts';
import { settings } from '#contract/settings.ts';
import { voice } from '#contract/voice.ts';
import { carrierRoutes } from '#server/carrier-routes.ts';
import type { Deps } from '#server/deps.ts';
import { companyRoutes, leavingRoutes, lineRoutes } from '#server/features/company/index.ts';
import { contactsRoutes } from '#server/features/contacts/index.ts';
import { groupsRoutes } from '#server/features/groups/index.ts';
import { createAdmission, createKeyGate, identityRoutes } from '#server/features/identity/index.ts';
import { messagesRoutes } from '#server/features/messages/index.ts';
import { billingRoutes, billingWebhookRoutes, callMeter, planRoutes } from '#server/features/plan/index.ts';
import { planTelling, sendhubRoutes } from '#server/features/sendhub/index.ts';
import { securityRoutes, settingsRoutes } from '#server/features/settings/index.ts';
import { voiceRoutes } from '#server/features/voice/index.ts';
import { webhooksRoutes } from '#server/features/webhooks/index.ts';
import { companyPorts } from '#server/leaving.ts';
import { documentation } from '#server/platform/http/documentation.ts';
import type { Facts, Frame } from '#server/platform/http/first-page.ts';
import { createHttp } from '#server/platform/http/http.ts';
import type { App } from '#server/platform/http/mount.ts';
import { operationsRoutes } from '#server/platform/http/operations.ts';
import { routeUpgrades } from '#server/platform/http/sockets.ts';
import { webApp } from '#server/platform/http/web-app.ts';
import { liveRoutes } from '#server/platform/live/routes.ts';
import { mailboxRoutes } from '#server/platform/mail/mailbox-routes.ts';
import { readiness } from '#server/readiness.ts';
import { simulatorProxy } from '#server/simulator-proxy.ts';

/** The web process: every feature's routes. `simulatorUrl` is where the handsets live, when the simulator is the carrier. */
export async function createApp(
  deps: Deps,
  options: { simulatorUrl?: string; isWorking?: () => boolean } = {},
): Promise<App> {
  const { config } = deps;
  const gate = createKeyGate(deps, callMeter(deps, planTelling(deps)));
  const app = await createHttp({
    log: deps.log,
    publicUrl: config.publicUrl,
    trustProxy: config.trustProxy ?? false,
    admit: createAdmission(deps, gate),
  });
  operationsRoutes(app, { checks: readiness(deps, options.isWorking), metricsToken: config.metricsToken });
  identityRoutes(app, deps);
  planRoutes(app, deps);
  billingRoutes(app, deps);
  await billingWebhookRoutes(app, deps);
  companyRoutes(app, deps, companyPorts);
  lineRoutes(app, deps, companyPorts);
  leavingRoutes(app, deps);
  securityRoutes(app, deps);
  settingsRoutes(app, deps);
  contactsRoutes(app, deps);
  groupsRoutes(app, deps);
  messagesRoutes(app, deps);
  await voiceRoutes(app, deps);
  webhooksRoutes(app, deps);
  await sendhubRoutes(app, deps, gate);
  liveRoutes(app, deps);
  await carrierRoutes(app, deps);
  if (config.smtpUrl === undefined) mailboxRoutes(app, deps);
  if (options.simulatorUrl !== undefined) await simulatorProxy(app, options.simulatorUrl);
  await documentation(app);
  await webApp(app, openings);
  routeUpgrades(app);
  return app;
}

// Every page begins by asking who is there; those that most people open bring the rest of their facts and their code along.
const always = [identity.me.path, identity.start.path, plannedDeletion.path];
const frame = [...always, `${inbox.threads.path}?unread=true&limit=5`, `${voice.calls.path}?show=voicemail`];
const list = [...frame, `${inbox.threads.path}?limit=40`, inbox.labels.path, messages.scheduled.path];
const code = ['web/begin.tsx'];
const inboxCode = [...code, 'web/app/inbox-route.tsx'];
const threadCode = [...inboxCode, 'web/app/thread-routes.tsx'];
/** Whoever is signed in, and has what the company asks for, sees the frame of the page at once, in their language. */
const framed =
  (name: string) =>
  (facts: Facts): Frame | undefined => {
    const me = facts[identity.me.path];
    if (me?.status !== 200) return undefined;
    const { line, secondStepMissing } = me.body as Me; // the reply of our own endpoint
    return secondStepMissing ? undefined : { name, language: line.language };
  };
const openings = {
  '*': { code, facts: always },
  '/inbox': { code: inboxCode, facts: list, frame: framed('inbox') },
  '/inbox/new': { code: threadCode, facts: [...list, messageSettings.read.path], frame: framed('conversation') },
  '/inbox/scheduled': { code: threadCode, facts: list, frame: framed('conversation') },
  '/inbox/:id': {
    code: threadCode,
    facts: [...list, inbox.thread.path, `${inbox.entries.path}?limit=60`, messageSettings.read.path],
    frame: framed('conversation'),
  },
  '/settings': {
    code: [...code, 'web/app/settings-route.tsx'],
    facts: [...frame, settings.read.path, factors.list.path],
    frame: framed('settings'),
  },
};
