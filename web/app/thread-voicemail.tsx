import type { VoicemailPart } from '#web/features/messages/voicemail-slot.ts';
import { VoicemailPlayer } from '#web/features/voice/voicemail-player.tsx';

/** A voicemail in a conversation is played as in the list of calls. */
export const ThreadVoicemail: VoicemailPart = ({ entry, who }) => (
  <VoicemailPlayer
    who={who}
    voicemail={{
      id: entry.voicemailId,
      seconds: entry.seconds,
      peaks: entry.peaks,
      heard: entry.heard,
      transcript: entry.transcript,
    }}
  />
);
