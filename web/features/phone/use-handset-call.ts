import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type HandsetCalls, simulatorCalls } from '#contract/simulator-calls.ts';
import { addressOf, call } from '#web/lib/api.ts';
import { type CallSound, openCallSound } from '#web/lib/call-sound.ts';

/** The call a handset is on, and its last ones. */
export const useHandsetCalls = (number: string) =>
  useQuery({
    queryKey: ['simulator', 'calls', number],
    queryFn: ({ signal }) => call(simulatorCalls.calls, { params: { number }, signal }),
    retry: false,
  });

function useAct<Input>(run: (input: Input) => Promise<HandsetCalls>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: run, onSettled: () => queries.invalidateQueries({ queryKey: ['simulator'] }) });
}

/** What one does with a handset: dial, answer, decline, hang up, press keys, speak a sample. */
export function useHandsetActs(number: string) {
  const params = { number };
  return {
    dial: useAct((to: string) => call(simulatorCalls.dial, { params, body: { to } })),
    answer: useAct((_: undefined) => call(simulatorCalls.answer, { params })),
    decline: useAct((_: undefined) => call(simulatorCalls.decline, { params })),
    hangUp: useAct((_: undefined) => call(simulatorCalls.hangUp, { params })),
    clip: useAct((_: undefined) => call(simulatorCalls.clip, { params })),
    keys: useAct((digits: string) => call(simulatorCalls.keys, { params, body: { digits } })),
  };
}

/** The sound of a handset in this page while it is in use; undefined until it stands. */
export function useHandsetSound(number: string, inUse: boolean): CallSound | undefined {
  const [sound, setSound] = useState<CallSound>();
  useEffect(() => {
    if (!inUse) return;
    let gone = false;
    let opened: CallSound | undefined;
    const path = addressOf(simulatorCalls.sound, { params: { number } });
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
  }, [number, inUse]);
  return sound;
}
