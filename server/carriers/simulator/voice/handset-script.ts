import { wait } from './listen.ts';
import { soundAt, spoken } from './play.ts';
import { parseTwiml } from './twiml.ts';
import type { VoiceWorld } from './world.ts';

interface Doer {
  speak(frames: readonly Uint8Array[]): Promise<void>;
  press(key: string): void;
  hangUp(): void;
}

/** Does what a script in TwiML says, as the person who holds the handset: speak, play, wait, press keys, hang up at the end. */
export async function runScript(world: VoiceWorld, script: string, doer: Doer, stop: AbortSignal): Promise<void> {
  for (const verb of parseTwiml(script)) {
    if (stop.aborted) return;
    if (verb.verb === 'say') await doer.speak(await spoken(world, verb.text, verb.language));
    if (verb.verb === 'play') await doer.speak(await soundAt(verb.url, stop));
    if (verb.verb === 'pause') await wait(verb.seconds * 1000, stop);
    if (verb.verb === 'keys') for (const key of verb.digits) await pressOrWait(doer, key, stop);
    if (verb.verb === 'hangup') break;
  }
  if (!stop.aborted) doer.hangUp();
}

/** `w` waits half a second, as in Twilio's digits. */
async function pressOrWait(doer: Doer, key: string, stop: AbortSignal): Promise<void> {
  if (key === 'w') return wait(500, stop);
  if (/[\d*#]/.test(key)) doer.press(key);
  await wait(220, stop);
}
