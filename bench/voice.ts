import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { framesOf, muLawOf } from '#contract/mu-law.ts';
import { beep } from '#contract/tones.ts';
import { readWav } from '#contract/wav.ts';
import { type Ask, askAs } from './ask.ts';
import { countInOrder, numberedFrames } from './numbered.ts';
import { createCompany, freePort, type Product, type Row, startProduct, withDataDir } from './product.ts';
import { openTelephones, type Phone, type Telephones } from './telephones.ts';

const atOnce = 100;
const framesEach = 1000;

/** Calls at once on the simulator's media: whether a frame of sound is lost. */
export const voice = (): Promise<Row[]> =>
  withDataDir(async (dir) => {
    const sipPort = await freePort();
    const product = await startProduct(dir, {
      SIMULATOR_SIP_PORT: String(sipPort),
    });
    const telephones = await openTelephones(`127.0.0.1:${sipPort}`);
    try {
      return [await voicemails(product, telephones), await bridges(product, telephones)];
    } finally {
      telephones.close();
      await product.stop();
    }
  });

const numbers = (area: string) => Array.from({ length: atOnce }, (_, n) => `+1${area}${2_000_000 + n}`);
const beepEnd = Buffer.from(framesOf(muLawOf(beep())).at(-1) ?? []);
const greeting = framesOf(muLawOf(readWav(readFileSync('server/features/voice/sounds/greeting-en.wav')).samples)).map(
  (frame) => Buffer.from(frame).toString('base64'),
);

/** A hundred callers hear the greeting and leave a voicemail, all at the same time. */
async function voicemails(product: Product, telephones: Telephones): Promise<Row> {
  const account = await createCompany(product, 'voicemails');
  const ask = askAs(product, account.apiKey);
  await ask('/api/settings/phone', { set: { ringBrowser: false } }, 'PATCH');
  const cpu = cpuOf(product.pid);
  const began = performance.now();
  const callers = numbers('415');
  let greetings = 0;
  await Promise.all(
    callers.map(async (from, speaker) => {
      const phone = await telephones.call(from, account.number);
      while (!phone.heard.some((frame) => beepEnd.equals(frame))) await sleep(20);
      const heard = phone.heard.map((frame) => Buffer.from(frame).toString('base64'));
      greetings += longestRunOf(greeting, heard);
      await sleep(500);
      await phone.say(numberedFrames(framesEach, speaker));
      await sleep(500);
      phone.hangUp();
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const share = (cpuOf(product.pid) - cpu) / seconds;
  const kept = await keptOf(product, ask, account.apiKey);
  const count = callers.reduce((sum, from, speaker) => sum + countInOrder(kept.get(from) ?? [], speaker), 0);
  const sent = atOnce * framesEach;
  return {
    what: `Voice: ${atOnce} voicemails at once, frames`,
    ours: `${count.toLocaleString('en')} of ${sent.toLocaleString('en')} recorded, ${greetings.toLocaleString('en')} of ${(atOnce * greeting.length).toLocaleString('en')} of the greeting heard; ${(share * 100).toFixed(0)} % of one core`,
    reference: '',
    target: 'none lost',
    met: count === sent && greetings === atOnce * greeting.length,
  };
}

/** How many frames of a sound were heard one after the other, from its first. */
function longestRunOf(sound: readonly string[], heard: readonly string[]): number {
  let best = 0;
  for (let from = heard.indexOf(sound[0] ?? ''); from >= 0; from = heard.indexOf(sound[0] ?? '', from + 1)) {
    let length = 0;
    while (length < sound.length && heard[from + length] === sound[length]) length += 1;
    best = Math.max(best, length);
  }
  return best;
}

/** What the product keeps of each caller, as frames. */
async function keptOf(product: Product, ask: Ask, apiKey: string): Promise<Map<string, Uint8Array[]>> {
  const kept = new Map<string, Uint8Array[]>();
  const until = performance.now() + 60_000;
  let before = '';
  while (performance.now() < until) {
    const page = await ask<CallsPage>(`/api/calls?show=voicemail${before}`);
    for (const { with: from, voicemail } of page.calls) {
      if (!voicemail || kept.has(from)) continue;
      const reply = await fetch(product.url + voicemail.url, { headers: { authorization: `Bearer ${apiKey}` } });
      kept.set(from, framesOf(muLawOf(readWav(new Uint8Array(await reply.arrayBuffer())).samples)));
    }
    if (kept.size === atOnce) break;
    before = page.next === null ? '' : `&before=${page.next}`;
    if (page.next === null) await sleep(500);
  }
  return kept;
}
interface CallsPage {
  readonly calls: readonly { readonly with: string; readonly voicemail: { readonly url: string } | null }[];
  readonly next: string | null;
}

/** A hundred callers are forwarded to a telephone that takes them all, and both sides talk at the same time. */
async function bridges(product: Product, telephones: Telephones): Promise<Row> {
  const cell = '+13125550142';
  const account = await createCompany(product, 'bridges', cell);
  const set = { ringBrowser: false, pressToAccept: false };
  await askAs(product, account.apiKey)('/api/settings/phone', { set }, 'PATCH');
  const taken = new Map<string, Phone>();
  await telephones.answerAt(cell, (phone) => taken.set(phone.with, phone));
  const callers = numbers('503');
  const cpu = cpuOf(product.pid);
  const began = performance.now();
  const counts = await Promise.all(
    callers.map(async (from, speaker) => {
      const near = await telephones.call(from, account.number);
      const far = taken.get(from);
      if (!far) throw new Error('a call was connected that nobody took');
      await sleep(1000);
      await Promise.all([
        near.say(numberedFrames(framesEach, speaker)),
        far.say(numberedFrames(framesEach, 1000 + speaker)),
      ]);
      await sleep(500);
      near.hangUp();
      await far.over;
      return [countInOrder(far.heard, speaker), countInOrder(near.heard, 1000 + speaker)];
    }),
  );
  const share = (cpuOf(product.pid) - cpu) / ((performance.now() - began) / 1000);
  const count = counts.flat().reduce((sum, one) => sum + one, 0);
  const sent = 2 * atOnce * framesEach;
  return {
    what: `Voice: ${atOnce} forwarded calls at once, both ways, frames`,
    ours: `${count.toLocaleString('en')} of ${sent.toLocaleString('en')} heard; ${(share * 100).toFixed(0)} % of one core`,
    reference: '',
    target: 'none lost',
    met: count === sent,
  };
}

/** Seconds of processor that a process has used. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
