import type { BodyOf } from '#contract/endpoint.ts';
import { type CallRules, voiceErrors as e, type voice } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import { changed, record, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { findPhoneSettings, writePhoneSettings } from './store.ts';
import { usualRules } from './usual-rules.ts';

type Name = keyof CallRules;

/** Changes rules of Phone Settings: those given, all or none. Throws `voice.changed_elsewhere`. */
export function changeRules(deps: Deps, caller: Caller, wanted: BodyOf<typeof voice.changeRules>): Promise<void> {
  const { set, was = {} } = wanted;
  return withLine(deps.db, caller, async (tx, current) => {
    const now = { ...usualRules, ...(await findPhoneSettings(tx, caller.companyId, caller.lineId))?.rules };
    const names = Object.keys(set) as Name[]; // the contract lets no other name in
    for (const name of names)
      if (was[name] !== undefined && was[name] !== now[name] && set[name] !== now[name])
        throw new AppError(e.changedElsewhere, { field: name, detail: { now: now[name] } });
    const moved = names.filter((name) => set[name] !== now[name]);
    if (moved.length === 0) return;
    const rules = { ...now, ...set };
    await writePhoneSettings(tx, { companyId: caller.companyId, lineId: caller.lineId, rules }, { rules });
    const detail = moved.map((name) => [name, { from: now[name], to: set[name] }]);
    await record(tx, deps, caller, 'phone_settings.changed', Object.fromEntries(detail));
    await changed(tx, current);
  });
}
