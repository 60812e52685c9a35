import { webhooks } from '#contract/webhooks.ts';
import type { Deps } from '#server/deps.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { presentDelivery } from './present.ts';
import { rotateSecret, showSecret } from './secret.ts';
import { listDeliveries } from './store.ts';
import { sendAgain, sendTest } from './take-event.ts';

export function webhooksRoutes(app: App, deps: Deps): void {
  mount(app, webhooks.deliveries, async ({ caller, query }) => {
    const limit = query.limit ?? 30;
    const rows = await listDeliveries(deps.db, caller, { before: query.before, limit: limit + 1 });
    const page = rows.slice(0, limit);
    return { deliveries: page.map(presentDelivery), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
  });
  mount(app, webhooks.sendAgain, ({ caller, params }) => sendAgain(deps, caller, params.id));
  mount(app, webhooks.test, ({ caller }) => sendTest(deps, caller));
  mount(app, webhooks.showSecret, ({ caller }) => showSecret(deps, caller));
  mount(app, webhooks.rotateSecret, ({ caller }) => rotateSecret(deps, caller));
}
