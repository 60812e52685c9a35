import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { live, type Topic, topics } from '#contract/live.ts';
import { forgetFacts } from './first-facts.ts';

const firstWait = 1000;
const longestWait = 20_000;
/** A reconnect shorter than this is nobody's business. */
const patience = 2500;

/**
 * What each topic makes stale: the queries whose key begins with it. `signed-out` is answered by asking who we are: nobody, by
 * then. What one sees of the company and its lines follows one's own roles.
 */
const staleBy = (topic: Topic): readonly string[] =>
  topic === 'signed-out' ? ['me'] : topic === 'me' ? ['me', 'company', 'lines'] : [topic];

/** News of one topic may come many times a second while a send to many runs: a page asks at most this often. */
const breath = 500;

/** Keeps the page's data in step with the server while it is mounted; tells whether the server can be reached. */
export function useLive(): { connected: boolean } {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    const refresh = (topic: Topic) => {
      forgetFacts();
      for (const key of staleBy(topic)) void queries.invalidateQueries({ queryKey: [key] });
    };
    const calm = calmed(refresh, () => queries.isMutating() > 0);
    const stop = listen(calm.tell, () => topics.forEach(calm.tell), setConnected);
    return () => {
      stop();
      calm.stop();
    };
  }, [queries]);
  return { connected };
}

/**
 * The first of some news is told at once, those that follow within a breath together at its end: none is left untold. While a
 * change of our own is on its way, news wait for one breath: they are likely of that change, and its reply is to be seen first.
 */
export function calmed(tell: (topic: Topic) => void, changing: () => boolean = () => false) {
  const breathing = new Map<Topic, { again: boolean; timer: ReturnType<typeof setTimeout> }>();
  const begin = (topic: Topic, held: boolean) => {
    if (!held) tell(topic);
    const timer = setTimeout(() => {
      const waited = breathing.get(topic)?.again === true;
      breathing.delete(topic);
      // Never longer: a call must ring while a large file is on its way.
      if (waited) begin(topic, false);
    }, breath);
    breathing.set(topic, { again: held, timer });
  };
  return {
    tell(topic: Topic) {
      const now = breathing.get(topic);
      if (now === undefined) begin(topic, changing());
      else now.again = true;
    },
    stop() {
      for (const { timer } of breathing.values()) clearTimeout(timer);
      breathing.clear();
    },
  };
}

/** What the page shows was read after it was asked for: news from then on count, give or take the way to the server. */
const sinceOpened = () => Math.min(Math.ceil(performance.now()) + 300, 600_000);

/** Opens the stream and opens it again for ever, slower each time. Returns how to stop. */
function listen(
  onNews: (topic: Topic) => void,
  onCatchUp: () => void,
  onState: (connected: boolean) => void,
): () => void {
  let source: EventSource | undefined;
  let wait = firstWait;
  let again: ReturnType<typeof setTimeout> | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;

  const tellLost = () => {
    telling ??= setTimeout(() => onState(false), patience);
  };
  const tellBack = (wasLost: boolean) => {
    clearTimeout(telling);
    telling = undefined;
    onState(true);
    // What happened while nobody listened is asked for once.
    if (wasLost) onCatchUp();
  };
  const open = () => {
    source = new EventSource(`${live.stream.path}?ago=${sinceOpened()}`);
    source.onopen = () => {
      tellBack(telling !== undefined);
      wait = firstWait;
    };
    source.onerror = () => {
      tellLost();
      if (source?.readyState !== EventSource.CLOSED) return;
      // A refusal closes the stream for good: we may have been signed out.
      onNews('signed-out');
      again = setTimeout(open, wait);
      wait = Math.min(wait * 2, longestWait);
    };
    for (const topic of topics) source.addEventListener(topic, () => onNews(topic));
  };
  const retryNow = () => {
    // A stream that outlived the outage is opened anew too: nothing else would say that the network is back.
    if (source?.readyState === EventSource.OPEN && telling === undefined) return;
    clearTimeout(again);
    source?.close();
    wait = firstWait;
    open();
  };

  open();
  window.addEventListener('online', retryNow);
  window.addEventListener('offline', tellLost);
  return () => {
    source?.close();
    clearTimeout(again);
    clearTimeout(telling);
    window.removeEventListener('online', retryNow);
    window.removeEventListener('offline', tellLost);
  };
}
