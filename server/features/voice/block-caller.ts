import type { PhoneNumber } from '#contract/ids.ts';
import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import { setBar } from '#server/features/contacts/index.ts';
import { changed, hidden, record, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { numberWritten } from './dialled-number.ts';
import { listBlocked } from './store.ts';

const most = 500;

/** Puts a number on the block list, which is that of contacts: neither its calls nor its texts come through. Throws `voice.number_shape`, `voice.too_many_blocked`. */
export function blockCaller(deps: Deps, caller: Caller, written: string): Promise<void> {
  const number = numberWritten(written, deps.config.region);
  return withLine(deps.db, caller, async (tx, current) => {
    const blocked = await listBlocked(tx, caller.companyId, caller.lineId);
    if (blocked.some((one) => one.number === number)) return;
    if (blocked.length >= most) throw new AppError(e.tooManyBlocked, { field: 'number' });
    await setBar(tx, caller, { number, kind: 'screened', at: deps.clock.now() });
    await record(tx, deps, caller, 'caller.blocked', { number: hidden(number) });
    await changed(tx, current);
  });
}

/** Takes a number off the block list; no error when it is not on it. */
export function unblockCaller(deps: Deps, caller: Caller, number: string): Promise<void> {
  return withLine(deps.db, caller, async (tx, current) => {
    // Compared as it came: one that is no number is on no list.
    if (!(await setBar(tx, caller, { number: number as PhoneNumber, kind: 'screened', at: null }))) return;
    await record(tx, deps, caller, 'caller.unblocked', { number: hidden(number) });
    await changed(tx, current);
  });
}
