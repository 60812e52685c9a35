import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groups } from '#contract/groups.ts';
import type { GroupId, PhoneNumber } from '#contract/ids.ts';
import { messages } from '#contract/messages.ts';
import { type Simulator, startSimulator } from '#server/carriers/simulator/index.ts';
import { twilioCarrier } from '#server/carriers/twilio/index.ts';
import { addCrowd } from '#test/crowd.ts';
import { freshNumber, type World, world } from '#test/world.ts';

const people = 400;
const perDay = 250;
const singles = 20;

let w: World;
let simulator: Simulator;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  w = await world({ textsPerDay: perDay });
  w.clock.advance(6 * 3_600_000);
  const clock = { now: () => new Date(Date.now() + aheadMs()) };
  simulator = await startSimulator({ pool: w.pool, host: '127.0.0.1', port: 0, log: w.deps.log, clock });
});
afterAll(async () => {
  for (const one of workers) one.kill('SIGKILL');
  await simulator.close();
  await w.close();
});
const aheadMs = () => w.clock.now().getTime() - Date.now();

async function startWorker(carrier: object): Promise<void> {
  const child = fileURLToPath(new URL('./send-and-die.ts', import.meta.url));
  // So slow that the number changes hands several times on the way.
  const env = { SEND_RATE: '150', TEXTS_PER_DAY: String(perDay) };
  const started = spawn(
    process.execPath,
    [child, w.databaseUrl, JSON.stringify({ aheadMs: aheadMs(), carrier, env })],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  workers.push(started);
  await once(started.stdout, 'data');
}

test('two processes that send from one number keep to its daily limit together, to the text', async () => {
  const ada = await w.line();
  await w.drainJobs();
  const { rows } = await w.pool.query<{ number: PhoneNumber }>('select number from line where id = $1', [ada.lineId]);
  const from = rows[0]?.number as PhoneNumber; // the line has one since the jobs ran
  const carrier = {
    baseUrl: simulator.url,
    accountSid: simulator.accountSid,
    authToken: simulator.authToken,
    publicUrl: 'http://127.0.0.1:9',
    connectionId: 'main',
  };
  await twilioCarrier(carrier).takeNumber({ number: from, label: 'ours', messageUrl: 'http://127.0.0.1:9/in' });
  const { body: group } = await ada.call(groups.add, { body: { name: 'Everybody' } });
  await addCrowd(w.pool, { ...ada, groupId: group.id as GroupId }, people);
  const { body: sent } = await ada.call(messages.send, {
    body: { to: { groups: [group.id] }, text: 'We meet at six' },
  });
  // They go first, and take of the day.
  for (let n = 0; n < singles; n += 1)
    await ada.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text: 'Just to you' } });
  await Promise.all([startWorker(carrier), startWorker(carrier)]);
  const taken = async (words: string) => {
    const { rows: found } = await w.pool.query<{ n: number }>(
      'select count(*)::int as n from simulator.text where from_number = $1 and body = $2',
      [from, words],
    );
    return found[0]?.n ?? 0;
  };
  const progress = async () => (await ada.call(messages.progress, { params: { id: sent.messageId } })).body;
  for (let patience = 0; (await progress()).limited === null && patience < 200; patience += 1) await sleep(100);
  await ada.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text: 'Afterwards' } });
  for (let patience = 0; (await taken('Afterwards')) === 0 && patience < 200; patience += 1) await sleep(50);
  await sleep(1500);

  expect({ singles: await taken('Just to you'), afterwards: await taken('Afterwards') }).toEqual({
    singles,
    afterwards: 1,
  });
  const toGroup = await taken('We meet at six');
  expect(toGroup).toBe(perDay - singles);
  expect(await progress()).toMatchObject({
    state: 'sending',
    counts: { queued: people - toGroup },
    limited: { recipients: people - toGroup, perDay },
  });
}, 60_000);
