import { tone } from '#contract/tones.ts';
import { newSid } from '../account.ts';
import { secondsOf } from './call-form.ts';
import { type CallRow, type CallStatus, insertCall } from './call-store.ts';
import { once, wait } from './listen.ts';
import { liveCall } from './live-call.ts';
import { framesOfSamples, playTo } from './play.ts';
import type { Hooks, Telephone } from './telephone.ts';
import type { Target, Verb } from './twiml.ts';
import type { Instructions, LiveCall, VoiceWorld } from './world.ts';

type Dial = Extract<Verb, { verb: 'dial' }>;

export interface DialOptions {
  readonly stop: AbortSignal;
  readonly telephoneFor: (to: string, hooks: Hooks, hops: number) => Telephone;
  /** Runs what the called one hears before being connected; true where it ends without hanging up. */
  readonly screen: (leg: LiveCall, from: Instructions, stop: AbortSignal) => Promise<boolean>;
  readonly hops: number;
}

/** Rings everybody at once and connects the caller to the first who takes the call. Answers what `action` is told. */
export async function dial(
  world: VoiceWorld,
  call: LiveCall,
  verb: Dial,
  options: DialOptions,
): Promise<Record<string, string>> {
  if (!verb.answerOnBridge) await call.answer();
  const settled = new AbortController();
  const legs: LiveCall[] = [];
  let taken: LiveCall | undefined;
  const take = (leg: LiveCall) => {
    taken ??= leg;
    settled.abort();
  };
  const left = () => legs.filter((leg) => !leg.over.aborted);
  for (const target of verb.targets) {
    const leg = await startLeg(world, call, verb, target, options, {
      take,
      ended: () => left().length === 0 && settled.abort(),
    });
    if (leg) legs.push(leg);
  }
  if (left().length === 0) settled.abort();
  const ringback = new AbortController();
  void ringBack(world, call, AbortSignal.any([ringback.signal, settled.signal, options.stop]));
  await Promise.race([wait(verb.ringSeconds * 1000, settled.signal), once(settled.signal), once(options.stop)]);
  if (taken === undefined && !options.stop.aborted) {
    // Time is up for those that ring; one that was picked up is still being asked.
    for (const leg of left().filter((one) => one.row().answered_at === null)) void leg.end('no-answer');
    if (left().length > 0) await Promise.race([once(settled.signal), once(options.stop)]);
  }
  ringback.abort();
  // Also waits until what became of each is written down.
  await Promise.all(legs.filter((leg) => leg !== taken).map((leg) => leg.end('canceled', 487)));
  if (taken && !taken.over.aborted && !options.stop.aborted)
    await bridge(world, call, taken, verb.limitSeconds, options.stop);
  if (taken) await taken.end('completed');
  return outcome(world, legs, taken);
}

async function startLeg(
  world: VoiceWorld,
  call: LiveCall,
  verb: Dial,
  target: Target,
  options: DialOptions,
  on: { take: (leg: LiveCall) => void; ended: () => void },
): Promise<LiveCall | undefined> {
  // A client or a SIP address would have to be registered here, and none is.
  if (target.kind !== 'number') return undefined;
  const from = verb.callerId || call.row().from_number;
  const row = await insertCall(world.pool, {
    sid: newSid('CA'),
    parent_sid: call.sid,
    direction: 'outbound-dial',
    from_number: from,
    to_number: target.to,
    status_callback: target.statusCallback,
    status_events: target.statusEvents,
    created_at: world.clock.now(),
  });
  const leg: LiveCall = liveCall(world, row, {
    telephone: (hooks) => options.telephoneFor(target.to, hooks, options.hops + 1),
    run: async () => undefined,
    onAnswer: (answered) =>
      void picked(answered).catch((error: unknown) => {
        world.log.error({ err: error, sid: answered.sid }, 'a leg failed');
        return answered.end('failed');
      }),
    onRefuse: (refused, status, code) => void refused.end(status, code),
  });
  leg.over.addEventListener('abort', on.ended);
  async function picked(answered: LiveCall) {
    await answered.answer();
    const goesOn = target.url === '' || (await options.screen(answered, { url: target.url }, answered.over));
    if (!goesOn) return answered.end('completed');
    if (!answered.over.aborted) on.take(answered);
  }
  leg.telephone.ring(from);
  return leg;
}

/** Lets two telephones hear each other until one of them is put down. */
async function bridge(world: VoiceWorld, call: LiveCall, leg: LiveCall, limitSeconds: number, stop: AbortSignal) {
  await call.answer();
  const toLeg = (frame: Uint8Array) => leg.telephone.hear(frame);
  const toCaller = (frame: Uint8Array) => call.telephone.hear(frame);
  call.listeners.add(toLeg);
  leg.listeners.add(toCaller);
  await Promise.race([once(leg.over), once(stop), wait(limitSeconds * 1000, AbortSignal.any([leg.over, stop]))]);
  call.listeners.delete(toLeg);
  leg.listeners.delete(toCaller);
  world.log.debug({ sid: call.sid, leg: leg.sid }, 'bridge ended');
}

const ring = framesOfSamples(tone([440, 480], 2000, 0.1));

/** Who is connected already hears ringing; who is not hears it from their own telephone. */
async function ringBack(world: VoiceWorld, call: LiveCall, stop: AbortSignal): Promise<void> {
  while (call.row().answered_at !== null && !stop.aborted) {
    await playTo(world, call, ring, stop);
    await wait(4000, stop);
  }
}

const worst: readonly CallStatus[] = ['busy', 'no-answer', 'failed', 'canceled'];

function outcome(world: VoiceWorld, legs: readonly LiveCall[], taken: LiveCall | undefined): Record<string, string> {
  const told: CallRow | undefined = taken?.row();
  if (told) {
    const seconds = String(secondsOf(told, world.clock.now()));
    return { DialCallStatus: 'completed', DialCallSid: told.sid, DialCallDuration: seconds, DialBridged: 'true' };
  }
  const states = legs.map((leg) => leg.row().status);
  const status = worst.find((one) => states.includes(one)) ?? (legs.length > 0 ? 'no-answer' : 'failed');
  return { DialCallStatus: status, DialBridged: 'false', ...(legs[0] ? { DialCallSid: legs[0].sid } : {}) };
}
