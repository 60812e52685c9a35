import { type EventLoopUtilization, performance } from 'node:perf_hooks';

/** How much of the process's time may be taken while bulk work is done: the rest keeps pages and calls from waiting behind it. */
const mostBusy = 0.9;
/** From one burst to the next. What begins together costs less than what comes one by one, and a burst is over before anybody notices. */
const burstEveryMs = 5;
/** Long enough to be more than chance. */
const lookEveryMs = 50;

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
  let burst = most / 4;
  let running = 0;
  let timer: NodeJS.Timeout | undefined;
  let looked = 0;
  let before: EventLoopUtilization = performance.eventLoopUtilization();

  const look = () => {
    if (performance.now() - looked < lookEveryMs) return;
    looked = performance.now();
    const { utilization } = performance.eventLoopUtilization(before);
    before = performance.eventLoopUtilization();
    burst = utilization > mostBusy ? Math.max(1, burst * 0.8) : Math.min(most / 2, burst + 1);
  };
  const begin = () => {
    if (waiting.length === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    look();
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
