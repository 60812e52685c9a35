import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createSpeaker } from '#server/platform/sound/speak.ts';
import type { World } from '../world.ts';
import { reportCall, reportRecording } from './call-form.ts';
import { callRoutes } from './call-routes.ts';
import { endRecording, findCall, listOpenCalls, listOpenRecordings, moveCall, seeCalls } from './call-store.ts';
import { handsetCallRoutes } from './handset-call-routes.ts';
import { createNetwork, type Network } from './network.ts';
import { recordingRoutes } from './recording-routes.ts';
import { openRecordings } from './recordings.ts';
import { createTicker } from './ticker.ts';
import type { VoiceWorld } from './world.ts';

export interface Voice {
  readonly world: VoiceWorld;
  readonly network: Network;
  wireRoutes(app: FastifyInstance): void;
  handsetRoutes(app: FastifyInstance): void;
  /** Ends what an earlier run left open: its calls are over, its recordings are as long as what reached the disk. */
  recover(): Promise<void>;
  close(): Promise<void>;
}

/** The simulator's voice half. `base` is where the simulator is reached; `recordingsDir` is where recordings are kept. */
export function openVoice(inner: World, options: { recordingsDir?: string | undefined; base: () => string }): Voice {
  const ticker = createTicker();
  const world: VoiceWorld = {
    ...inner,
    ticker,
    recordings: openRecordings(options.recordingsDir ?? join(tmpdir(), 'trunkline-recordings')),
    speaker: createSpeaker(),
    calls: new Map(),
  };
  const network = createNetwork(world, options.base);
  const watch = setInterval(() => void see(world), seenEveryMs);
  watch.unref();
  return {
    world,
    network,
    wireRoutes(app) {
      callRoutes(app, world, network);
      recordingRoutes(app, world);
    },
    handsetRoutes: (app) => handsetCallRoutes(app, world, network),
    recover: () => recover(world, options.base()),
    async close() {
      clearInterval(watch);
      await Promise.all([...world.calls.values()].map((call) => call.end('failed')));
      ticker.close();
    },
  };
}

const seenEveryMs = 3000;

async function see(world: VoiceWorld): Promise<void> {
  if (world.calls.size === 0) return;
  await seeCalls(world.pool, [...world.calls.keys()], world.clock.now()).catch((error: unknown) =>
    world.log.warn({ err: error }, 'calls that go on could not be noted'),
  );
}

async function recover(world: VoiceWorld, base: string): Promise<void> {
  for (const open of await listOpenRecordings(world.pool)) {
    const bytes = await world.recordings.lengthOf(open.sid);
    const call = await findCall(world.pool, open.call_sid);
    const ended = await endRecording(world.pool, open.sid, { status: bytes > 0 ? 'completed' : 'absent', bytes });
    if (call) await reportRecording(world, call, ended, base);
  }
  for (const open of await listOpenCalls(world.pool)) {
    const status = open.answered_at === null ? 'failed' : 'completed';
    // It ended when the process died, not now: nobody is billed for the time in between.
    const at = open.seen_at ?? open.answered_at ?? open.created_at;
    const ended = await moveCall(world.pool, open.sid, { status, at });
    if (ended) await reportCall(world, ended);
  }
}
