import { frameMs } from '#contract/mu-law.ts';

/** Calls everybody who asked every 20 ms, by the clock: a late tick is followed by the ones it missed. */
export interface Ticker {
  /** Calls `tick` until the returned function is called. */
  add(tick: () => void): () => void;
  /** How late ticks came, in milliseconds: for measuring. */
  readonly late: { worst: number; count: number };
  close(): void;
}

export function createTicker(): Ticker {
  const ticks = new Set<() => void>();
  const late = { worst: 0, count: 0 };
  let timer: NodeJS.Timeout | undefined;
  let due = 0;

  const turn = () => {
    const now = performance.now();
    late.worst = Math.max(late.worst, now - due);
    for (; due <= now; due += frameMs) {
      late.count += 1;
      for (const tick of ticks) tick();
    }
    timer = ticks.size > 0 ? setTimeout(turn, Math.max(0, due - performance.now())) : undefined;
  };
  return {
    late,
    add(tick) {
      ticks.add(tick);
      if (timer === undefined) {
        due = performance.now() + frameMs;
        timer = setTimeout(turn, frameMs);
      }
      return () => ticks.delete(tick);
    },
    close() {
      clearTimeout(timer);
      ticks.clear();
    },
  };
}
