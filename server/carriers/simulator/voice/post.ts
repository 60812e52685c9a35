import { signatureFor } from '../sign.ts';
import type { VoiceWorld } from './world.ts';

/** The account's server gave no instructions: it was silent, answered an error, or not TwiML. */
export class NoInstructions extends Error {}

const attempts = 2;

/** Asks the account's server what to do with a call, by a signed form; once more where that fails. */
export async function askForTwiml(
  world: VoiceWorld,
  url: string,
  form: Readonly<Record<string, string>>,
  stop: AbortSignal,
): Promise<string> {
  if (!URL.canParse(url)) throw new NoInstructions('not an address');
  const { href } = Object.assign(new URL(url), { hash: '' });
  const headers = {
    'user-agent': 'TwilioProxy/1.1',
    'x-twilio-signature': signatureFor(world.account.token, href, form),
  };
  let why = '';
  for (let attempt = 1; attempt <= attempts && !stop.aborted; attempt += 1) {
    try {
      const response = await fetch(href, {
        method: 'POST',
        headers,
        body: new URLSearchParams(form),
        redirect: 'manual',
        signal: AbortSignal.any([stop, AbortSignal.timeout(world.pace.webhookMs)]),
      });
      const text = await response.text();
      if (response.ok) return text;
      why = `answered ${response.status}`;
    } catch (error) {
      why = error instanceof Error ? error.name : 'unknown';
    }
  }
  throw new NoInstructions(why);
}

/** The file that `<Play>` names. */
export async function fetchSound(url: string, stop: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.any([stop, AbortSignal.timeout(10_000)]) });
  if (!response.ok) throw new NoInstructions(`a sound answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
