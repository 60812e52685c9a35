import type { Call, VoicemailFacts } from '#contract/voice.ts';
import type { CallRow, VoicemailRow } from './store.ts';

export const presentVoicemail = (voicemail: VoicemailRow): VoicemailFacts => ({
  id: voicemail.id,
  seconds: voicemail.seconds,
  peaks: [...voicemail.peaks],
  heardAt: voicemail.heardAt?.toISOString() ?? null,
  transcript: voicemail.transcript,
  url: `/api/voicemails/${voicemail.id}/sound`,
});

/** A call as its line sees it; `name` is whom the line knows by the other number. */
export function presentCall(call: CallRow, name: string | null, voicemail: VoicemailRow | null): Call {
  return {
    id: call.id,
    incoming: call.incoming,
    with: call.incoming ? call.from : call.to,
    name,
    state: stateOf(call),
    browser: call.endedAt !== null || call.browser === 'declined' ? null : call.browser,
    at: call.at.toISOString(),
    answeredAt: call.answeredAt?.toISOString() ?? null,
    seconds: call.answeredAt === null ? 0 : call.seconds,
    endsAt: call.endedAt === null ? (call.endsAt?.toISOString() ?? null) : null,
    outOfMinutes: call.endedAt !== null && call.endsAt !== null && call.endedAt >= call.endsAt,
    outcome: call.outcome,
    reason: call.reason,
    voicemail: voicemail && presentVoicemail(voicemail),
  };
}

function stateOf(call: CallRow): Call['state'] {
  if (call.endedAt !== null) return 'ended';
  if (call.winner !== null || call.answeredAt !== null) return 'connected';
  return call.stage === 'ringing' || call.stage === 'screening' ? 'ringing' : 'voicemail';
}
