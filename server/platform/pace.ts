import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** How much of the process's time may be taken while bulk work is done: the rest keeps pages and calls from waiting behind it. */
const mostBusy = 0.9;
/** The same while calls come in: what is left must do for several turns of the process within a twentieth of a second. */
const mostBusyBesideUrgent = 0.6;
const urgentLatelyMs = 2000;
/** From one burst to the next. What begins together costs less than what comes one by one, and a burst is over before anybody notices. */
const burstEveryMs = 5;
/** Long enough to be more than chance. */
const lookEveryMs = 50;

/** So long at most bulk work stands back for what is urgent: there may be a lot of that, too. */
const standsBackMs = 100;

/** Since when something urgent has been under way without a pause, and how much is now. */
const urgent = { count: 0, since: 0, lastAt: Number.NEGATIVE_INFINITY };

/** Runs `act`, for which somebody waits who hears the silence: no burst of bulk work begins meanwhile. */
export async function urgently<T>(act: () => Promise<T>): Promise<T> {
  if (urgent.count === 0) urgent.since = performance.now();
  urgent.count += 1;
  urgent.lastAt = performance.now();
  try {
    return await act();
  } finally {
    urgent.count -= 1;
  }
}

const standsBack = () => urgent.count > 0 && performance.now() - urgent.since < standsBackMs;

/** So long at a stretch: what comes meanwhile waits no longer than it would for an ordinary request. */
const sliceMs = 3;

/** Works through many things without holding up the process: after each few milliseconds everything else has its turn, what is urgent to its end. */
export async function eachInSlices<T>(things: Iterable<T>, act: (thing: T) => void): Promise<void> {
  let began = performance.now();
  for (const thing of things) {
    if (performance.now() - began > sliceMs) {
      await nextTurn();
      while (standsBack()) await sleep(1);
      began = performance.now();
    }
    act(thing);
  }
}

export interface Pace {
  /** Runs `act` when it is its turn. */
  run<T>(act: () => Promise<T>): Promise<T>;
}

/**
 * Lets bulk work begin in small bursts, as large as the process can take on beside everything else: smaller by a fifth whenever it
 * was busier than it should be, larger by one whenever it was not. What has begun queues where people wait, in the one thread of the
 * process; what waits here is in nobody's way. At most `most` acts are under way.
 */
export function createPace(most: number): Pace {
  const waiting: (() => void)[] = [];
  // What is done for the first time takes longest.
  let burst = most / 20;
  let running = 0;
  let timer: NodeJS.Timeout | undefined;
  let looked = 0;
  let before: EventLoopUtilization = performance.eventLoopUtilization();

  const look = () => {
    if (performance.now() - looked < lookEveryMs) return;
    looked = performance.now();
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    const limit = performance.now() - urgent.lastAt < urgentLatelyMs ? mostBusyBesideUrgent : mostBusy;
    burst = utilization > limit ? Math.max(1, burst * 0.8) : Math.min(most / 2, burst + 1);
  };
  const begin = () => {
    if (waiting.length === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    look();
    if (standsBack()) return;
    for (const next of waiting.splice(0, Math.min(Math.round(burst), most - running))) {
      running += 1;
      next();
    }
  };
  return {
    async run(act) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        timer ??= setInterval(begin, burstEveryMs);
      });
      try {
        return await act();
      } finally {
        running -= 1;
      }
    },
  };
}
