import { plan } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { readPlan } from './read-plan.ts';

export function planRoutes(app: App, deps: Deps): void {
  mount(app, plan.read, ({ caller }) => readPlan(deps, caller));
}
