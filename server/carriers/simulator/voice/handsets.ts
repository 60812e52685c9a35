import type { WebSocket } from 'ws';
import { frameBytes, framesOf, muLawOf } from '#contract/mu-law.ts';
import { keyTone } from '#contract/tones.ts';
import { findHandset } from '../handset-store.ts';
import { runScript } from './handset-script.ts';
import { wait } from './listen.ts';
import { playFrames } from './play.ts';
import type { Hooks, Telephone } from './telephone.ts';
import type { VoiceWorld } from './world.ts';

/** The call a handset is on: a handset has one at a time. */
export interface HandsetCall {
  readonly number: string;
  readonly with: string;
  readonly incoming: boolean;
  readonly startedAt: Date;
  readonly connectedAt: Date | undefined;
  readonly state: 'ringing' | 'calling' | 'connected';
  /** Frames heard so far, and the loudest of them: what shows that sound arrives. */
  readonly framesHeard: number;
}

export interface Handsets {
  /** The telephone of a handset for one call. A handset that is on a call is busy. */
  telephone(number: string, hooks: Hooks, outgoing?: { to: string; script: string }): Telephone;
  callOf(number: string): HandsetCall | undefined;
  answer(number: string): boolean;
  decline(number: string): boolean;
  hangUp(number: string): boolean;
  press(number: string, digits: string): boolean;
  /** Speaks into the handset, as somebody who holds it would. */
  speak(number: string, frames: readonly Uint8Array[]): boolean;
  /** A page with microphone and loudspeaker. */
  attach(number: string, socket: WebSocket): void;
}

type Active = { -readonly [K in keyof HandsetCall]: HandsetCall[K] } & {
  readonly hooks: Hooks;
  readonly script: string;
  readonly over: AbortController;
};

export function createHandsets(world: VoiceWorld): Handsets {
  const active = new Map<string, Active>();
  const sockets = new Map<string, Set<WebSocket>>();
  const tell = (number: string) => world.live.tell(number);

  const press = (call: Active, key: string) => {
    call.hooks.key(key);
    for (const frame of framesOf(muLawOf(keyTone(key)))) call.hooks.sound(frame);
  };
  const speak = (call: Active, frames: readonly Uint8Array[]) =>
    playFrames(world, (frame) => call.hooks.sound(frame), frames, call.over.signal);
  const perform = (call: Active, script: string) => {
    const doer = {
      speak: (frames: readonly Uint8Array[]) => speak(call, frames),
      press: (key: string) => press(call, key),
      hangUp: () => call.hooks.hangUp(),
    };
    runScript(world, script, doer, call.over.signal).catch((error: unknown) =>
      world.log.warn({ why: error instanceof Error ? error.message : '' }, "a handset's script failed"),
    );
  };
  const connect = (call: Active, script: string) => {
    if (call.state === 'connected') return;
    call.state = 'connected';
    call.connectedAt = world.clock.now();
    tell(call.number);
    if (script !== '') perform(call, script);
  };

  /** What the handset was told to do with calls, done after its time. */
  async function followHabit(call: Active): Promise<void> {
    const handset = await findHandset(world.pool, call.number);
    if (!handset || handset.calls === 'ring' || handset.calls === 'unreachable') return;
    await wait(handset.after_seconds * 1000, call.over.signal);
    if (call.over.signal.aborted || call.state !== 'ringing') return;
    if (handset.calls === 'busy') call.hooks.refuse('busy');
    else if (handset.calls === 'decline') call.hooks.refuse('declined');
    else pickUp(call, handset.script);
  }
  const scripts = new WeakMap<Active, string>();
  const pickUp = (call: Active, script = '') => {
    scripts.set(call, script);
    call.hooks.answer();
  };

  const telephone: Handsets['telephone'] = (number, hooks, outgoing) => {
    let mine: Active | undefined;
    const begin = (other: string, incoming: boolean) => {
      if (active.has(number)) return undefined;
      mine = {
        number,
        with: other,
        incoming,
        startedAt: world.clock.now(),
        connectedAt: undefined,
        state: incoming ? 'ringing' : 'calling',
        framesHeard: 0,
        hooks,
        script: outgoing?.script ?? '',
        over: new AbortController(),
      };
      active.set(number, mine);
      tell(number);
      return mine;
    };
    if (outgoing) begin(outgoing.to, false);
    return {
      ring(from) {
        const begun = begin(from, true);
        if (!begun) hooks.refuse('busy');
        else void followHabit(begun).catch((error: unknown) => world.log.error({ err: error }, 'a handset failed'));
      },
      connected: () => mine && connect(mine, mine.incoming ? (scripts.get(mine) ?? '') : mine.script),
      hear(frame) {
        if (!mine) return;
        mine.framesHeard += 1;
        for (const socket of sockets.get(number) ?? []) socket.send(frame);
      },
      ended() {
        if (!mine) return;
        mine.over.abort();
        active.delete(number);
        tell(number);
        mine = undefined;
      },
    };
  };

  const withCall = (number: string, is: (call: Active) => boolean, then: (call: Active) => void) => {
    const call = active.get(number);
    if (!call || !is(call)) return false;
    then(call);
    return true;
  };
  const isRinging = (call: Active) => call.state === 'ringing';
  const isConnected = (call: Active) => call.state === 'connected';
  return {
    telephone,
    callOf: (number) => active.get(number),
    answer: (number) => withCall(number, isRinging, (call) => pickUp(call)),
    decline: (number) => withCall(number, isRinging, (call) => call.hooks.refuse('declined')),
    hangUp: (number) =>
      withCall(
        number,
        () => true,
        (call) => (isRinging(call) ? call.hooks.refuse('declined') : call.hooks.hangUp()),
      ),
    press: (number, digits) =>
      withCall(number, isConnected, (call) => {
        for (const key of digits) press(call, key);
      }),
    speak: (number, frames) => withCall(number, isConnected, (call) => void speak(call, frames)),
    attach(number, socket) {
      const all = sockets.get(number) ?? new Set();
      sockets.set(number, all.add(socket));
      socket.on('message', (data, isBinary) => {
        const call = active.get(number);
        if (!isBinary || call?.state !== 'connected' || !(data instanceof Buffer) || data.length > 10 * frameBytes)
          return;
        for (const frame of framesOf(data)) call.hooks.sound(frame);
      });
      socket.on('close', () => all.delete(socket));
    },
  };
}
