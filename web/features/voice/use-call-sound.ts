import { useEffect, useState } from 'react';
import { voice } from '#contract/voice.ts';
import { addressOf } from '#web/lib/api.ts';
import { type CallSound, openCallSound } from '#web/lib/call-sound.ts';

export type OpenSound = Pick<CallSound, 'speaks' | 'mute' | 'press'>;

/** Opens the sound of a call while it is shown; undefined until it stands. */
export function useCallSound(callId: string): OpenSound | undefined {
  const [sound, setSound] = useState<CallSound>();
  useEffect(() => {
    let gone = false;
    let opened: CallSound | undefined;
    const path = addressOf(voice.sound, { params: { id: callId } });
    void openCallSound(path, () => setSound(undefined)).then((made) => {
      opened = made;
      if (gone) made.close();
      else setSound(made);
    });
    return () => {
      gone = true;
      opened?.close();
      setSound(undefined);
    };
  }, [callId]);
  return sound;
}
