import { newSid } from '../account.ts';
import { findServed } from '../number-store.ts';
import { type CallRow, insertCall } from './call-store.ts';
import { createHandsets, type Handsets } from './handsets.ts';
import { type Run, runCall } from './interpreter.ts';
import { wait } from './listen.ts';
import { liveCall } from './live-call.ts';
import type { Hooks, Telephone } from './telephone.ts';
import type { Instructions, LiveCall, VoiceWorld } from './world.ts';

/** The telephone network: who is called by which number, and how a call comes about. */
export interface Network {
  readonly handsets: Handsets;
  /** A telephone outside calls a served number. Undefined where nobody has that number. */
  callIn(
    from: string,
    to: string,
    telephone: (hooks: Hooks) => Telephone,
    hops?: number,
  ): Promise<LiveCall | undefined>;
  /** The account calls somebody. */
  callOut(order: CallOut): Promise<CallRow>;
  /** Who answers numbers that are not served before their handset does: telephones that registered. */
  readonly registered: Map<string, (hooks: Hooks) => Telephone>;
}

export interface CallOut {
  readonly from: string;
  readonly to: string;
  readonly instructions: Instructions;
  readonly statusCallback: string;
  readonly statusEvents: readonly string[];
  readonly ringSeconds: number;
  readonly limitSeconds: number;
}

// A call that is forwarded more often than this goes in a ring.
const mostHops = 5;

/** `base`: where the simulator is reached by others. */
export function createNetwork(world: VoiceWorld, base: () => string): Network {
  const handsets = createHandsets(world);
  const registered: Network['registered'] = new Map();

  const runner = (hops: number) => (call: LiveCall, to: Instructions, stop: AbortSignal) => {
    const run: Run = { world, call, stop, hops, telephoneFor, base: base() };
    return runCall(run, to);
  };

  function telephoneFor(number: string, hooks: Hooks, hops: number): Telephone {
    const own = registered.get(number);
    return own ? own(hooks) : trunkOrHandset(number, hooks, hops);
  }

  /** A served number is called through the network again; any other has a handset. */
  function trunkOrHandset(number: string, hooks: Hooks, hops: number): Telephone {
    let far: LiveCall | undefined;
    let near: Telephone | undefined;
    const back: Telephone = {
      ring: () => undefined,
      connected: () => hooks.answer(),
      hear: (frame) => hooks.sound(frame),
      ended: () => (far?.row().answered_at === null ? hooks.refuse('busy') : hooks.hangUp()),
    };
    let farHooks: Hooks | undefined;
    return {
      ring(from) {
        void (async () => {
          const served = await findServed(world.pool, { number });
          if (!served) {
            near = handsets.telephone(number, hooks);
            return near.ring(from);
          }
          if (hops > mostHops) return hooks.refuse('unreachable');
          far = await callIn(
            from,
            number,
            (theirs) => {
              farHooks = theirs;
              return back;
            },
            hops,
          );
        })().catch((error: unknown) => {
          world.log.error({ err: error }, 'a number could not be rung');
          hooks.refuse('unreachable');
        });
      },
      connected: () => near?.connected(),
      hear: (frame) => (near ? near.hear(frame) : farHooks?.sound(frame)),
      ended: (status, sipCode) => (near ? near.ended(status, sipCode) : farHooks?.hangUp()),
    };
  }

  async function callIn(from: string, to: string, telephone: (hooks: Hooks) => Telephone, hops = 0) {
    const served = await findServed(world.pool, { number: to });
    if (!served) return undefined;
    const row = await insertCall(world.pool, {
      sid: newSid('CA'),
      parent_sid: null,
      direction: 'inbound',
      from_number: from,
      to_number: to,
      status_callback: served.status_callback,
      status_events: ['completed'],
      created_at: world.clock.now(),
    });
    const call = liveCall(world, row, { telephone, run: runner(hops) });
    // A number without instructions for calls has nobody behind it.
    if (served.voice_url === '') void call.end('failed', 404);
    else call.redirect({ url: served.voice_url });
    return call;
  }

  async function callOut(order: CallOut): Promise<CallRow> {
    const row = await insertCall(world.pool, {
      sid: newSid('CA'),
      parent_sid: null,
      direction: 'outbound-api',
      from_number: order.from,
      to_number: order.to,
      status_callback: order.statusCallback,
      status_events: order.statusEvents,
      created_at: world.clock.now(),
    });
    const call = liveCall(world, row, {
      telephone: (hooks) => telephoneFor(order.to, hooks, 0),
      run: runner(0),
      onAnswer: (answered) =>
        void answered.answer().then(() => {
          answered.redirect(order.instructions);
          void wait(order.limitSeconds * 1000, answered.over).then(() => answered.end('completed'));
        }),
      onRefuse: (refused, status, code) => void refused.end(status, code),
    });
    call.telephone.ring(order.from);
    void wait(order.ringSeconds * 1000, call.over).then(() => {
      if (call.row().answered_at === null) void call.end('no-answer');
    });
    return row;
  }

  return { handsets, callIn, callOut, registered };
}
