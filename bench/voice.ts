import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { framesOf, muLawOf } from '#contract/mu-law.ts';
import { beep } from '#contract/tones.ts';
import { readWav } from '#contract/wav.ts';
import { newSid } from '#server/carriers/simulator/account.ts';
import { signatureFor } from '#server/carriers/simulator/sign.ts';
import { type Ask, askAs } from './ask.ts';
import { manyTexts } from './many-texts.ts';
import { countInOrder, numberedFrames } from './numbered.ts';
import { createCompany, freePort, median, type Product, type Row, startProduct, withDataDir } from './product.ts';
import { openTelephones, type Phone, type Telephones } from './telephones.ts';

const atOnce = 100;
const framesEach = 1000;
const webhooksPerSecond = 40;
const enoughWebhooks = 1000;
const people = 10_000;

/** P9, and calls at once on the simulator's media: how long the first instructions take, and whether a frame of sound is lost. */
export const voice = (): Promise<Row[]> =>
  withDataDir(async (dir) => {
    const sipPort = await freePort();
    const product = await startProduct(dir, {
      SIMULATOR_SIP_PORT: String(sipPort),
      KEY_CALLS_PER_MINUTE: '1000000',
      TEXT_COUNTRIES: 'US,GB,JP',
    });
    const telephones = await openTelephones(`127.0.0.1:${sipPort}`);
    try {
      return [...(await webhooks(product)), await voicemails(product, telephones), await bridges(product, telephones)];
    } finally {
      telephones.close();
      await product.stop();
    }
  });

/** The carrier tells of calls, so many a second whatever the answers take, alone and while 10,000 texts go out. */
async function webhooks(product: Product): Promise<Row[]> {
  const account = await createCompany(product, 'webhooks');
  const texts = await manyTexts(askAs(product, account.apiKey), people);
  const call = await caller(product, account.number);
  for (let n = 0; n < 50; n += 1) await call(); // what is slow once only is not measured
  const alone = await callsWhile(call, () => sleep((enoughWebhooks / webhooksPerSecond) * 1000));
  let rate = 0;
  const loaded = await callsWhile(call, async (count) => {
    rate = await texts.sendUntil(() => count() >= enoughWebhooks);
  });
  const p99 = at(loaded, 0.99);
  return [
    {
      what: `P9 call webhook to first TwiML, while ${people.toLocaleString('en')} texts go out`,
      ours: `p50 ${median(loaded).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (${loaded.length} calls, ${rate.toFixed(0)} texts/s)`,
      reference: `alone p50 ${median(alone).toFixed(1)} ms, p99 ${at(alone, 0.99).toFixed(1)} ms (${alone.length} calls)`,
      target: 'p99 ≤ 50 ms',
      met: p99 <= 50,
    },
  ];
}

async function callsWhile(
  call: () => Promise<number>,
  work: (count: () => number) => Promise<void>,
): Promise<readonly number[]> {
  const all: Promise<number>[] = [];
  const timer = setInterval(() => {
    const one = call();
    // Its failure is told below, when all have been made.
    one.catch(() => undefined);
    all.push(one);
  }, 1000 / webhooksPerSecond);
  try {
    await work(() => all.length);
  } finally {
    clearInterval(timer);
  }
  return Promise.all(all);
}

/** Tells of a new call as the carrier does, and answers how long the first instructions took, in ms. */
async function caller(product: Product, to: string): Promise<() => Promise<number>> {
  const { stdout } = await promisify(execFile)(
    'node_modules/.bin/node',
    ['server/cli/main.ts', 'simulator', '--json'],
    {
      env: product.env,
    },
  );
  const carrier = JSON.parse(stdout) as { account_sid: string; auth_token: string };
  const post = async (url: string, form: Record<string, string>) => {
    const headers = { 'x-twilio-signature': signatureFor(carrier.auth_token, url, form) };
    const reply = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${url} answered ${reply.status}: ${text}`);
    return text;
  };
  let count = 0;
  return async () => {
    count += 1;
    const from = `+1415${2_000_000 + count}`;
    const call = {
      ApiVersion: '2010-04-01',
      AccountSid: carrier.account_sid,
      CallSid: newSid('CA'),
      From: from,
      To: to,
    };
    const began = performance.now();
    const twiml = await post(`${product.url}/carrier/main/voice/incoming`, {
      ...call,
      Caller: from,
      Called: to,
      CallStatus: 'ringing',
      Direction: 'inbound',
    });
    const took = performance.now() - began;
    if (!twiml.includes('<Response>')) throw new Error(`no instructions: ${twiml}`);
    // The caller gives up: calls do not pile up.
    await post(`${product.url}/carrier/main/voice/status`, {
      ...call,
      CallStatus: 'no-answer',
      Direction: 'inbound',
      CallDuration: '0',
      SequenceNumber: '2',
      CallbackSource: 'call-progress-events',
    });
    return took;
  };
}

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

const at = (values: readonly number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;

/** Seconds of processor that a process has used. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
