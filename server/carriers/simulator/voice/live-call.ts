import { lastFour } from '#server/platform/log.ts';
import { reportCall } from './call-form.ts';
import { type CallRow, type CallStatus, isOver, moveCall } from './call-store.ts';
import type { Hooks, Telephone } from './telephone.ts';
import type { Instructions, LiveCall, VoiceWorld } from './world.ts';

interface Options {
  /** Makes the telephone at the far end of this call. */
  readonly telephone: (hooks: Hooks) => Telephone;
  /** Runs instructions until they are done, or `stop` is aborted. */
  readonly run: (call: LiveCall, to: Instructions, stop: AbortSignal) => Promise<void>;
  readonly onAnswer?: (call: LiveCall) => void;
  readonly onRefuse?: (call: LiveCall, status: CallStatus, sipCode: number) => void;
}

const refusals = {
  busy: { status: 'busy', code: 486 },
  declined: { status: 'busy', code: 603 },
  unreachable: { status: 'failed', code: 404 },
} as const;

/** Brings a call to life: its telephone, its state, and what is running on it. */
export function liveCall(world: VoiceWorld, first: CallRow, options: Options): LiveCall {
  let row = first;
  const over = new AbortController();
  let running = new AbortController();
  // Changes of one call happen one after another, as they were asked for.
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(work).catch((error: unknown) => world.log.error({ err: error, sid: first.sid }, 'call failed'));
    return turn;
  };
  const move = async (status: CallStatus, sipCode?: number) => {
    const moved = await moveCall(world.pool, first.sid, { status, sipCode, at: world.clock.now() });
    if (!moved) return false;
    row = moved;
    await reportCall(world, row);
    tellHandsets(world, row);
    return true;
  };

  const call: LiveCall = {
    sid: first.sid,
    row: () => row,
    listeners: new Set(),
    onKeys: new Set(),
    over: over.signal,
    telephone: options.telephone({
      sound: (frame) => {
        for (const hear of call.listeners) hear(frame);
      },
      key: (key) => {
        for (const press of call.onKeys) press(key);
      },
      answer: () => {
        if (!over.signal.aborted) options.onAnswer?.(call);
      },
      refuse: (how) => {
        const { status, code } = refusals[how];
        if (!over.signal.aborted) options.onRefuse?.(call, status, code);
      },
      hangUp: () => void call.end(row.answered_at === null ? 'no-answer' : 'completed', 487),
    }),
    redirect(to) {
      running.abort();
      running = new AbortController();
      const stop = AbortSignal.any([running.signal, over.signal]);
      void options.run(call, to, stop).catch((error: unknown) => {
        if (!stop.aborted) world.log.error({ err: error, sid: first.sid }, 'instructions failed');
      });
    },
    answer: () =>
      inTurn(async () => {
        if (row.answered_at !== null || over.signal.aborted) return;
        if (await move('in-progress')) call.telephone.connected();
      }),
    end(status, sipCode) {
      const first = !over.signal.aborted;
      if (first) {
        running.abort();
        over.abort();
        world.calls.delete(call.sid);
        call.telephone.ended(status, sipCode);
      }
      return inTurn(async () => {
        if (first && (await move(row.answered_at === null ? status : 'completed', sipCode)))
          world.log.info({ sid: call.sid, status: row.status, to: lastFour(row.to_number) }, 'call over');
      });
    },
  };
  world.calls.set(call.sid, call);
  void inTurn(async () => {
    if (isOver(row.status)) return;
    await reportCall(world, row);
    await move('ringing');
  });
  return call;
}

export function tellHandsets(world: VoiceWorld, row: CallRow): void {
  world.live.tell(row.direction === 'inbound' ? row.from_number : row.to_number);
}
