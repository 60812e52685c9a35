import { messageSettings } from '#contract/message-settings.ts';
import type { Deps } from '#server/deps.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import { changeMessageSettings } from './change-message-settings.ts';
import { explainIncoming, readMessageSettings } from './read-message-settings.ts';

export function messageSettingsRoutes(app: App, deps: Deps): void {
  mount(app, messageSettings.read, ({ caller }) => readMessageSettings(deps, caller));
  mount(app, messageSettings.change, async ({ caller, body }) => {
    await changeMessageSettings(deps, caller, body);
    return readMessageSettings(deps, caller);
  });
  mount(app, messageSettings.whatHappens, ({ caller, body }) => explainIncoming(deps, caller, body));
}
