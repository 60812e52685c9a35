import { callForm } from './call-form.ts';
import { type DialOptions, dial } from './dial.ts';
import { gather } from './gather.ts';
import { wait } from './listen.ts';
import { playTo, soundAt, spoken } from './play.ts';
import { askForTwiml, NoInstructions } from './post.ts';
import { record } from './record.ts';
import { stream } from './stream.ts';
import { parseTwiml, TwimlError, type Verb } from './twiml.ts';
import type { Instructions, LiveCall, VoiceWorld } from './world.ts';

export interface Run {
  readonly world: VoiceWorld;
  readonly call: LiveCall;
  readonly stop: AbortSignal;
  readonly hops: number;
  readonly telephoneFor: DialOptions['telephoneFor'];
  /** Where the simulator itself is reached: recordings have their address there. */
  readonly base: string;
}

/** What comes after a verb: the next one, other instructions, or the end of the call. */
type Next = 'go on' | 'hang up' | { readonly url: string; readonly form: Readonly<Record<string, string>> };

const mostDocuments = 100;

/** Runs instructions to their end and hangs up. Where they are not to be had, the caller hears so first. */
export async function runCall(run: Run, first: Instructions): Promise<void> {
  const { world, call, stop } = run;
  try {
    const end = await runDocuments(run, first);
    if (!stop.aborted && end !== 'rejected') await call.end('completed');
  } catch (error) {
    if (!(error instanceof NoInstructions || error instanceof TwimlError) || stop.aborted) throw error;
    world.log.warn({ sid: call.sid, why: error.message }, 'a call has no instructions');
    await call.answer();
    await playTo(
      world,
      call,
      await spoken(world, 'We are sorry, an application error has occurred. Goodbye.', 'en-US'),
      stop,
    );
    if (!stop.aborted) await call.end('failed');
  }
}

/** Runs what a called one hears before being connected; true where it ends without hanging up. */
export async function runScreening(run: Run, first: Instructions): Promise<boolean> {
  try {
    return (await runDocuments(run, first)) === 'done' && !run.stop.aborted;
  } catch (error) {
    if (!(error instanceof NoInstructions || error instanceof TwimlError)) throw error;
    return false;
  }
}

async function runDocuments(run: Run, first: Instructions): Promise<'done' | 'hung up' | 'rejected'> {
  let at = 'url' in first ? first.url : '';
  let text =
    'url' in first ? await askForTwiml(run.world, at, callForm(run.world, run.call.row()), run.stop) : first.twiml;
  for (let count = 0; count < mostDocuments; count += 1) {
    const next = await runVerbs(run, parseTwiml(text, at === '' ? undefined : at));
    if (typeof next === 'string') return next;
    at = next.url;
    text = await askForTwiml(run.world, at, { ...callForm(run.world, run.call.row()), ...next.form }, run.stop);
  }
  throw new TwimlError('instructions that lead to instructions without end');
}

async function runVerbs(run: Run, verbs: readonly Verb[]) {
  for (const [place, verb] of verbs.entries()) {
    if (run.stop.aborted) return 'done';
    if (verb.verb === 'reject') {
      await run.call.end(verb.reason === 'busy' ? 'busy' : 'failed', verb.reason === 'busy' ? 486 : 603);
      return 'rejected';
    }
    const next = await perform(run, verb, place === 0);
    if (next === 'hang up') return 'hung up';
    if (next !== 'go on') return next;
  }
  return 'done';
}

async function perform(run: Run, verb: Exclude<Verb, { verb: 'reject' }>, isFirst: boolean): Promise<Next> {
  const { world, call, stop } = run;
  // Only these leave a call that nobody has answered ringing.
  const silent = verb.verb === 'hangup' || verb.verb === 'redirect' || verb.verb === 'dial';
  if (!silent && !(isFirst && verb.verb === 'pause')) await call.answer();
  const follow = (url: string, form: Readonly<Record<string, string>>): Next =>
    // Twilio asks the same document again where no action is given; that never ends, so here the next verb runs.
    url === '' ? 'go on' : { url, form };
  switch (verb.verb) {
    case 'say':
    case 'play':
    case 'keys':
      await utter(run, verb);
      return 'go on';
    case 'pause':
      await wait(verb.seconds * 1000, stop);
      return 'go on';
    case 'record': {
      const recorded = await record(world, call, verb, { stop, base: run.base });
      return recorded ? follow(verb.action, recorded.form) : 'go on';
    }
    case 'gather': {
      const pressed = await gather(call, verb, (cut) => prompts({ ...run, stop: cut }, verb.prompts), stop);
      return pressed ? follow(verb.action, pressed) : 'go on';
    }
    case 'dial':
      return follow(verb.action, await dial(world, call, verb, { ...run, screen: screening(run) }));
    case 'stream':
      await stream(world, call, verb, stop);
      return 'go on';
    case 'redirect':
      return { url: verb.url, form: {} };
    case 'hangup':
      return 'hang up';
  }
}

const screening =
  (run: Run): DialOptions['screen'] =>
  (leg, from, stop) =>
    runScreening({ ...run, call: leg, stop }, from);

async function prompts(run: Run, verbs: readonly Verb[]): Promise<void> {
  for (const verb of verbs) {
    if (verb.verb === 'pause') await wait(verb.seconds * 1000, run.stop);
    if (verb.verb === 'say' || verb.verb === 'play') await utter(run, verb);
  }
}

async function utter(run: Run, verb: Extract<Verb, { verb: 'say' | 'play' | 'keys' }>): Promise<void> {
  const { world, call, stop } = run;
  if (verb.verb === 'keys') return;
  const frames =
    verb.verb === 'say' ? await spoken(world, verb.text, verb.language) : await soundOrNothing(run, verb.url);
  for (let time = 0; time < Math.max(1, verb.loop) && !stop.aborted; time += 1) await playTo(world, call, frames, stop);
}

/** A sound that cannot be had is left out: the rest of the call must not fail for it. */
async function soundOrNothing(run: Run, url: string): Promise<Uint8Array[]> {
  try {
    return await soundAt(url, run.stop);
  } catch (error) {
    if (!run.stop.aborted)
      run.world.log.warn({ sid: run.call.sid, why: error instanceof Error ? error.message : '' }, 'a sound is missing');
    return [];
  }
}
