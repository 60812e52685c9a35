import { setTimeout as sleep } from 'node:timers/promises';
import { newSid } from '#server/carriers/simulator/account.ts';
import { signatureFor } from '#server/carriers/simulator/sign.ts';
import { askAs } from './ask.ts';
import { startLoopback } from './loopback.ts';
import { type ManyTexts, manyTexts } from './many-texts.ts';
import { createCompany, median, type Product, type Row, startProduct, withDataDir } from './product.ts';

/** Ten thousand lines, the most a company has, that are each called three or four times in their busiest hour. */
const callsPerSecond = 10;
const enoughCalls = 500;
const people = 10_000;

/** P9: the carrier tells of calls, so many a second whatever the answers take, alone and while 10,000 texts go out. */
export const callWebhooks = (): Promise<Row[]> =>
  withDataDir(async (dir) => {
    const carrier = await startLoopback();
    const product = await startProduct(dir, {
      ...carrier.env,
      KEY_CALLS_PER_MINUTE: '1000000',
      TEXT_COUNTRIES: 'US,GB,JP',
    });
    try {
      const plain = await createCompany(product, 'webhooks');
      const forwarded = await createCompany(product, 'forwarded', '+14155550123');
      const texts = await manyTexts(askAs(product, plain.apiKey), people);
      return [
        await measure('P9 call webhook to first TwiML', texts, caller(product, carrier, plain.number)),
        await measure('the same, of a call that is forwarded', texts, caller(product, carrier, forwarded.number)),
      ];
    } finally {
      await product.stop();
      carrier.stop();
    }
  });

async function measure(what: string, texts: ManyTexts, call: () => Promise<number>): Promise<Row> {
  for (let n = 0; n < 50; n += 1) await call(); // what is slow once only is not measured
  const alone = await callsWhile(call, () => sleep((enoughCalls / callsPerSecond) * 1000));
  let rate = 0;
  const loaded = await callsWhile(call, async (count) => {
    rate = await texts.sendUntil(() => count() >= enoughCalls);
  });
  const p99 = at(loaded, 0.99);
  return {
    what: `${what}, while ${people.toLocaleString('en')} texts go out`,
    ours: `p50 ${median(loaded).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (${loaded.length} calls, ${rate.toFixed(0)} texts/s)`,
    reference: `alone p50 ${median(alone).toFixed(1)} ms, p99 ${at(alone, 0.99).toFixed(1)} ms (${alone.length} calls)`,
    target: 'p99 ≤ 50 ms',
    met: p99 <= 50,
  };
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
  }, 1000 / callsPerSecond);
  try {
    await work(() => all.length);
  } finally {
    clearInterval(timer);
  }
  return Promise.all(all);
}

/** Tells of a new call as the carrier does, and answers how long the first instructions took, in ms. */
function caller(product: Product, carrier: Carrier, to: string): () => Promise<number> {
  const post = async (url: string, form: Record<string, string>) => {
    const headers = { 'x-twilio-signature': signatureFor(carrier.token, url, form) };
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
      AccountSid: carrier.sid,
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

type Carrier = Pick<Awaited<ReturnType<typeof startLoopback>>, 'sid' | 'token'>;

const at = (values: readonly number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;
