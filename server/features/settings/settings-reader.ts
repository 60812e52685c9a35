import type { Settings } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { seconds } from '#server/platform/clock.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { willBeSentAgain } from '#server/platform/http/written.ts';
import { readSettings } from './read-settings.ts';

/** What changes beside the line's version: what runs out by itself. */
const goodFor = seconds(1);

/**
 * Reads My Settings for integrations that poll it. What was read last is answered again while the line's version, which the
 * database told with this very call, is the same: every write to an account raises it, whichever process makes it.
 */
export function settingsReader(deps: Deps): (caller: Caller) => Promise<Settings> {
  const known = new Map<string, { version: number; at: number; settings: Settings }>();
  return async (caller) => {
    const version = caller.lineVersion;
    const name = `${caller.lineId} ${caller.sessionId ?? ''}`;
    const at = deps.clock.now().getTime();
    const kept = known.get(name);
    if (kept && kept.version === version && Math.abs(at - kept.at) < goodFor) return kept.settings;
    const settings = await readSettings(deps, caller);
    const { cell, email, password } = settings;
    // Codes and links that wait count their tries and deliveries by themselves.
    const waits = cell.waiting ?? email.waiting ?? password.waiting;
    if (version !== undefined && waits === null) {
      if (known.size > 10_000) known.clear();
      known.set(name, { version, at, settings: willBeSentAgain(settings) });
    }
    return settings;
  };
}
