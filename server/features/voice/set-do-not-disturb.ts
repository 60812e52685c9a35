import type { Deps } from '#server/deps.ts';
import { changed, record, withLine } from '#server/features/identity/index.ts';
import { after, minutes } from '#server/platform/clock.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { writePhoneSettings } from './store.ts';
import { usualRules } from './usual-rules.ts';

/** "Until I turn it off": a time that nobody waits for. */
const never = new Date('9999-12-31T00:00:00.000Z');

/** Rings nobody for some minutes, until told otherwise (null), or no longer (0). */
export function setDoNotDisturb(deps: Deps, caller: Caller, forMinutes: number | null): Promise<void> {
  const until = forMinutes === null ? never : forMinutes === 0 ? null : after(deps.clock.now(), minutes(forMinutes));
  return withLine(deps.db, caller, async (tx, current) => {
    await writePhoneSettings(
      tx,
      { companyId: caller.companyId, lineId: caller.lineId, rules: usualRules },
      { doNotDisturbUntil: until },
    );
    await record(tx, deps, caller, 'do_not_disturb.changed', { until: until?.toISOString() ?? null });
    await changed(tx, current);
  });
}
