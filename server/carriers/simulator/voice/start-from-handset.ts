import { ensureHandset } from '../handset-store.ts';
import type { CallRow } from './call-store.ts';
import type { Network } from './network.ts';
import type { VoiceWorld } from './world.ts';

/** Lets a handset call a served number; undefined where it is on a call already. */
export async function startFromHandset(
  world: VoiceWorld,
  network: Network,
  order: { from: string; to: string; script: string },
): Promise<CallRow | undefined> {
  await ensureHandset(world.pool, order.from, world.clock.now());
  if (network.handsets.callOf(order.from)) return undefined;
  const call = await network.callIn(order.from, order.to, (hooks) =>
    network.handsets.telephone(order.from, hooks, { to: order.to, script: order.script }),
  );
  return call?.row();
}
