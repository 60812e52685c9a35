import type { QueryOf } from '#contract/endpoint.ts';
import { type Call, voiceErrors as e, type voice } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { findCaller } from './find-caller.ts';
import { presentCall } from './present.ts';
import {
  type CallRow,
  countUnheard,
  findCall,
  findVoicemailOf,
  listCalls,
  listLiveCalls,
  type VoicemailRow,
} from './store.ts';

const pageLength = 50;

/** Calls of a line, newest first. */
export async function readCalls(deps: Deps, caller: LineRef, asked: QueryOf<typeof voice.calls>) {
  const query = { show: asked.show ?? 'all', before: asked.before, limit: pageLength + 1 };
  const [found, unheard] = await Promise.all([
    listCalls(deps.db, caller.companyId, caller.lineId, query),
    countUnheard(deps.db, caller.companyId, caller.lineId),
  ]);
  const shown = found.slice(0, pageLength);
  const calls = await Promise.all(shown.map((one) => shownCall(deps, one.call, one.voicemail)));
  return { calls, next: found.length > pageLength ? (shown.at(-1)?.call.id ?? null) : null, unheard };
}

/** Calls that ring or go on. */
export async function readLiveCalls(deps: Deps, caller: LineRef) {
  const found = await listLiveCalls(deps.db, caller.companyId, caller.lineId);
  const open = found.filter((one) => one.stage !== 'rejected' && one.stage !== 'screening');
  return { calls: await Promise.all(open.map((one) => shownCall(deps, one, null))) };
}

/** One call as it stands. Throws `voice.unknown_call`. */
export async function readCall(deps: Deps, caller: LineRef, callId: string): Promise<Call> {
  const ref = { companyId: caller.companyId, callId };
  const found = await findCall(deps.db, ref);
  if (!found || found.lineId !== caller.lineId) throw new AppError(e.unknownCall);
  return shownCall(deps, found, (await findVoicemailOf(deps.db, ref)) ?? null);
}

async function shownCall(deps: Deps, call: CallRow, voicemail: VoicemailRow | null): Promise<Call> {
  const ref = { companyId: call.companyId, lineId: call.lineId };
  const { name } = await findCaller(deps.db, ref, call.incoming ? call.from : call.to);
  return presentCall(call, name, voicemail);
}
