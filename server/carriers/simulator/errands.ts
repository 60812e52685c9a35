import { after } from '#server/platform/clock.ts';
import { advance } from './advance.ts';
import { type ErrandRow, leaseErrands, nextDue, takeBackLeases } from './errand-store.ts';
import { notify } from './notify.ts';
import type { World } from './world.ts';

export interface Errands {
  wake(): void;
  stop(): Promise<void>;
}

const atOnce = 32;
const longestSleepMs = 1000;
const afterTroubleMs = 500;

/** Does what is due, and goes on with what an earlier run of the server left undone. */
export async function startErrands(world: World): Promise<Errands> {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const bell = createBell();
  await takeBackLeases(world.pool, world.clock.now());

  async function run(errand: ErrandRow): Promise<void> {
    try {
      if (errand.kind === 'advance') await advance(world, errand);
      // The kind is checked one line above; the spread lets the compiler see it.
      else await notify(world, { ...errand, kind: errand.kind }, stopping.signal);
    } catch (error) {
      // It stays lent out and comes again when the lease is over.
      if (!stopping.signal.aborted) world.log.error({ err: error, sid: errand.text_sid }, 'errand failed');
    }
  }

  /** Starts what is due; answers for how long there is nothing more. */
  async function look(): Promise<number> {
    const now = world.clock.now();
    const free = atOnce - running.size;
    if (free <= 0) return longestSleepMs;
    // Longer than a webhook may take, so nothing is done twice by a server that is merely slow.
    const due = await leaseErrands(world.pool, now, after(now, 2 * world.pace.webhookMs), free);
    for (const errand of due) {
      const work = run(errand).finally(() => {
        running.delete(work);
        bell.ring();
      });
      running.add(work);
    }
    if (due.length > 0) return 0;
    const next = await nextDue(world.pool);
    return next ? Math.min(longestSleepMs, Math.max(5, next.getTime() - now.getTime())) : longestSleepMs;
  }

  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const pause = await look().catch((error: unknown) => {
        world.log.error({ err: error }, 'errands cannot be read');
        return afterTroubleMs;
      });
      if (!stopping.signal.aborted) await bell.wait(pause);
    }
  })();

  return {
    wake: bell.ring,
    async stop() {
      stopping.abort();
      bell.ring();
      await loop;
      await Promise.all(running);
    },
  };
}

/** A sleep that can be cut short; a ring while nobody sleeps cuts the next sleep. */
function createBell() {
  let rung = false;
  let wakeUp: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      wakeUp?.();
    },
    async wait(ms: number) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wakeUp = undefined;
    },
  };
}
