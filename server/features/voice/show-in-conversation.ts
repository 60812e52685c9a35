import { putEntry } from '#server/features/messages/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { isE164 } from './dialled-number.ts';
import { type CallRef, type CallRow, findCall, findVoicemailOf, type VoicemailRow } from './store.ts';

/**
 * Gives a call whose outcome is decided its place in the conversation with the other side, or the voicemail that it left;
 * again, it writes down how that stands now. A hidden number has no conversation: many people would be in one.
 */
export async function showInConversation(tx: Db, call: CallRow, voicemail: VoicemailRow | undefined): Promise<void> {
  const number = call.incoming ? call.from : call.to;
  if (call.outcome === null || call.reason === 'blocked' || !isE164(number)) return;
  const common = { number, at: call.at };
  if (voicemail) return putEntry(tx, call, { ...common, ...voicemailEntry(voicemail) });
  const missed = call.outcome === 'missed';
  await putEntry(tx, call, {
    ...common,
    kind: 'call',
    direction: call.incoming ? 'in' : 'out',
    refId: call.id,
    text: call.outcome,
    isUnread: missed && call.incoming,
    detail: { outcome: call.outcome, seconds: call.answeredAt === null ? 0 : call.seconds },
  });
}

/** The same for a voicemail that was heard, written down or deleted. */
export async function showVoicemail(tx: Db, ref: CallRef, changed?: VoicemailRow): Promise<void> {
  const voicemail = changed ?? (await findVoicemailOf(tx, ref));
  const call = voicemail && (await findCall(tx, ref));
  if (call) await showInConversation(tx, call, voicemail);
}

function voicemailEntry(voicemail: VoicemailRow) {
  const deleted = voicemail.deletedAt !== null;
  const heard = voicemail.heardAt !== null;
  const transcript = deleted ? null : voicemail.transcript;
  return {
    kind: 'voicemail',
    direction: 'in',
    refId: voicemail.id,
    text: transcript ?? '',
    isUnread: !heard && !deleted,
    detail: {
      callId: voicemail.callId,
      seconds: voicemail.seconds,
      heard,
      deleted,
      transcript,
      peaks: deleted ? [] : voicemail.peaks,
    },
  } as const;
}
