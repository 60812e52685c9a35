import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Faults, simulator, simulatorErrors } from '#contract/simulator.ts';
import { call, Refusal, refusalFrom } from '#web/lib/api.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { webErrors } from '#web/lib/web-errors.ts';
import { useWords } from '#web/lib/words.tsx';
import { phoneWords } from './words.ts';

const all = ['simulator'] as const;

export const useHandsets = () =>
  useQuery({
    queryKey: [...all, 'handsets'],
    queryFn: async ({ signal }) => (await call(simulator.handsets, { signal })).handsets,
  });

/** The texts of a handset. A number that nobody has texted has none yet: that is no failure. */
export const useTexts = (number: string) =>
  useQuery({
    queryKey: [...all, 'texts', number],
    queryFn: async ({ signal }) => {
      try {
        return (await call(simulator.texts, { params: { number }, signal })).texts;
      } catch (error) {
        if (error instanceof Refusal && error.code === simulatorErrors.unknownHandset.code) return [];
        throw error;
      }
    },
  });

/** The numbers of lines that a handset can text. */
export const useServedNumbers = () =>
  useQuery({
    queryKey: [...all, 'numbers'],
    queryFn: async ({ signal }) => (await call(simulator.numbers, { signal })).numbers,
  });

export const useFaults = () =>
  useQuery({ queryKey: [...all, 'faults'], queryFn: ({ signal }) => call(simulator.faults, { signal }) });

/** A change at the simulator; what is on the page is asked for again when it is done. */
function useChange<Input, Result>(change: (input: Input) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => queries.invalidateQueries({ queryKey: all }) });
}

export const useMakeHandset = () =>
  useChange((number: string) => call(simulator.addHandset, { body: number.trim() === '' ? {} : { number } }));

export const useSendText = (number: string) =>
  useChange((body: { to: string; text: string; mediaUrls: string[] }) =>
    call(simulator.sendText, { params: { number }, body }),
  );

/** Keeps a picture at the carrier, as a phone does before it sends one; answers its address. */
export const useKeepPicture = () =>
  useMutation({
    mutationFn: async (file: File): Promise<string> => {
      const response = await fetch(simulator.uploadMedia.path, {
        method: simulator.uploadMedia.method,
        headers: { 'content-type': file.type },
        body: file,
      }).catch(() => {
        throw new Refusal(webErrors.offline.code, 0, webErrors.offline.message);
      });
      const text = await response.text();
      if (!response.ok) throw refusalFrom(response.status, text);
      return (JSON.parse(text) as { url: string }).url; // the contract's reply
    },
  });

/** Where this page gets a file of a text: the product and the simulator are both behind its own address. */
export function shownAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { pathname } = new URL(address);
  return /^\/(simulator\/media|api\/media)\//.test(pathname) ? pathname : undefined;
}

export const useSetFaults = () => useChange((body: Partial<Faults>) => call(simulator.setFaults, { body }));

/** Marks texts as seen while somebody can see them. */
export function useMarkRead(number: string, newest: string | undefined, unread: number): void {
  const { mutate } = useChange((through: string) =>
    call(simulator.markRead, { params: { number }, body: { through } }),
  );
  useEffect(() => {
    const mark = () => {
      if (newest !== undefined && unread > 0 && document.visibilityState === 'visible') mutate(newest);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [mutate, newest, unread]);
}

/** Asks again for what is shown whenever the simulator says that something changed. */
export function useSimulatorNews(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const news = new EventSource(simulator.live.path);
    const refresh = () => void queries.invalidateQueries({ queryKey: all });
    news.addEventListener('message', refresh);
    // Also after a break: what was told meanwhile was not heard.
    news.addEventListener('open', refresh);
    return () => news.close();
  }, [queries]);
}

/** What a call to the simulator threw, as a sentence for the person. */
export function useSimulatorRefusal() {
  const words = useWords(phoneWords);
  const say = useRefusalWords();
  const own = new Map<string, string>([
    [simulatorErrors.numberInvalid.code, words.numberInvalid],
    [simulatorErrors.numberServed.code, words.numberServed],
    [simulatorErrors.unknownHandset.code, words.unknownHandset],
    [simulatorErrors.mediaKind.code, words.mediaKind],
  ]);
  return (error: unknown) => (error instanceof Refusal && own.get(error.code)) || say(error);
}
