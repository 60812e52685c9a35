import { once, wait } from './listen.ts';
import type { Verb } from './twiml.ts';
import type { LiveCall } from './world.ts';

type Gather = Extract<Verb, { verb: 'gather' }>;

/** Collects keys while the prompts play; undefined where none came and nobody is to be asked. */
export async function gather(
  call: LiveCall,
  verb: Gather,
  prompt: (stop: AbortSignal) => Promise<void>,
  stop: AbortSignal,
): Promise<Record<string, string> | undefined> {
  const done = new AbortController();
  const first = new AbortController();
  let digits = '';
  let finishedOn = '';
  const press = (key: string) => {
    first.abort();
    if (verb.finishOnKey.includes(key)) finishedOn = key;
    else digits += key;
    if (finishedOn !== '' || (verb.numDigits > 0 && digits.length >= verb.numDigits)) done.abort();
  };
  call.onKeys.add(press);
  try {
    // A key cuts the prompt short.
    await prompt(AbortSignal.any([stop, first.signal]));
    let before = -1;
    while (!done.signal.aborted && !stop.aborted && before !== digits.length) {
      before = digits.length;
      const quiet = new AbortController();
      await Promise.race([wait(verb.timeoutSeconds * 1000, quiet.signal), once(done.signal), once(stop)]);
      quiet.abort();
    }
  } finally {
    call.onKeys.delete(press);
  }
  if (digits === '' && finishedOn === '' && !verb.actionOnEmpty) return undefined;
  return { Digits: digits, FinishedOnKey: finishedOn };
}
