import { and, eq, isNull } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { Line, LineRef } from '#server/features/identity/index.ts';
import { room } from '#server/features/plan/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { dialledNumber } from './dialled-number.ts';
import { findLine } from './store.ts';
import { call } from './tables.ts';

/** Whether the line may call a number, as it stands: null, or what placing the call would be refused with. */
export async function mayCall(deps: Deps, caller: LineRef, written: string) {
  try {
    const to = dialledNumber(written, deps.config);
    const found = await findLine(deps.db, caller.companyId, caller.lineId);
    if (!found) throw new AppError(commonErrors.signInNeeded);
    await refuseUnlessFree(deps.db, found.line, to);
    const { left, refusal } = await room(deps.db, deps, { companyId: caller.companyId, meter: 'minutes' });
    if (left < 1) throw refusal(1);
    return { refusal: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message } = error.spec;
    return { refusal: { code, message, detail: error.detail ?? {} } };
  }
}

/** The number that a line calls from. Throws why it cannot call this one now: `voice.no_number`, `_own_number`, `_on_call`. */
export async function refuseUnlessFree(tx: Db, current: Line, to: string) {
  if (current.suspendedAt !== null) throw new AppError(commonErrors.signInNeeded);
  if (current.number === null) throw new AppError(e.noNumber);
  if (current.number === to) throw new AppError(e.ownNumber, { field: 'to' });
  const here = and(eq(call.companyId, current.companyId), eq(call.lineId, current.id), eq(call.browser, 'on'));
  if ((await tx.$count(call, and(here, isNull(call.endedAt)))) > 0) throw new AppError(e.onCall);
  return current.number;
}
