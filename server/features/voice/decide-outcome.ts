import type { MissReason, Outcome } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import { after, seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';
import { sendCallMail } from './mail-call.ts';
import { showInConversation } from './show-in-conversation.ts';
import { type CallRow, findVoicemailOf, type LegRow, listLegs, updateCall } from './store.ts';

/** How long a recording may be on its way after the call. */
export const recordingPatience = seconds(60);

/**
 * Says what became of a call, once: when it is over, and its recording is ready, absent or overdue. The caller holds the
 * call's row. The mail goes with it, so there is one or none, never two.
 */
export async function decideOutcome(tx: Db, deps: Deps, call: CallRow): Promise<void> {
  if (call.outcome !== null || call.endedAt === null) return;
  const now = deps.clock.now();
  const waits = call.winner === null && call.recording === 'promised' && now < after(call.endedAt, recordingPatience);
  if (waits) return;
  const ref = { companyId: call.companyId, callId: call.id };
  const voicemail = await findVoicemailOf(tx, ref);
  const { outcome, reason } = verdict(call, await listLegs(tx, ref), voicemail !== undefined);
  const decided = await updateCall(tx, call, { outcome, reason, decidedAt: now });
  await showInConversation(tx, decided, outcome === 'voicemail' ? voicemail : undefined);
  await sendCallMail(tx, decided);
  await tell(tx, { line: call.lineId, topic: 'calls' });
}

interface Verdict {
  readonly outcome: Outcome;
  readonly reason: MissReason | null;
}

/** The rule by itself: what a call that is over was. */
export function verdict(call: CallRow, legs: readonly LegRow[], hasVoicemail: boolean): Verdict {
  const missed = (reason: MissReason): Verdict => ({ outcome: 'missed', reason });
  if (!call.incoming)
    return call.answeredAt !== null ? { outcome: 'answered', reason: null } : missed(call.reason ?? 'cancelled');
  if (call.winner !== null) return { outcome: 'answered', reason: null };
  if (hasVoicemail) return { outcome: 'voicemail', reason: null };
  switch (call.stage) {
    case 'rejected':
      return missed('blocked');
    case 'screening':
      return missed('screened');
    case 'greeting':
      return missed('abandoned_greeting');
    case 'recording':
      return missed(
        call.recording === 'absent' || call.recording === 'short' ? 'voicemail_too_short' : 'voicemail_lost',
      );
    case 'sorry':
      return missed(whyNobodyCame(call, legs));
    default:
      return missed('abandoned_ringing');
  }
}

function whyNobodyCame(call: CallRow, legs: readonly LegRow[]): MissReason {
  const quiet = call.steps.map((step) => (step.step === 'sorry' ? step.quiet : null)).find((one) => one !== null);
  if (quiet) return quiet;
  const ends = legs.filter((leg) => leg.kind !== 'caller').map((leg) => leg.end);
  const all = (end: string) => ends.length > 0 && ends.every((one) => one === end);
  if (all('busy')) return 'busy';
  if (all('declined') || (ends.length === 0 && call.browser === 'declined')) return 'declined';
  return all('unreachable') ? 'unreachable' : 'no_answer';
}
