import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groups } from '#contract/groups.ts';
import type { GroupId, PhoneNumber } from '#contract/ids.ts';
import { messages } from '#contract/messages.ts';
import { type Simulator, startSimulator } from '#server/carriers/simulator/index.ts';
import { readForm, twilioCarrier } from '#server/carriers/twilio/index.ts';
import { receiveWebhook } from '#server/features/identity/index.ts';
import { addCrowd } from '#test/crowd.ts';
import { type World, world } from '#test/world.ts';

// SLOW=1 kills oftener, in the middle of a larger send (some minutes).
const isSlow = process.env.SLOW === '1';
const people = isSlow ? 10_000 : 500;
const kills = isSlow ? 20 : 3;

let w: World;
let simulator: Simulator;
let aheadMs = 0;
const worker: { running?: ChildProcess } = {};
const hears = createServer();
let carrier: Parameters<typeof twilioCarrier>[0];

beforeAll(async () => {
  w = await world();
  // An hour at which it is day in all of America: texts to groups wait for nobody to wake.
  w.clock.advance(6 * 3_600_000);
  aheadMs = w.clock.now().getTime() - Date.now();
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  simulator = await startSimulator({
    pool: w.pool,
    host: '127.0.0.1',
    port: 0,
    log: w.deps.log,
    clock,
    pace: { sentMs: 10, deliveredMs: 30 },
  });
  await new Promise<void>((resolve) => hears.listen(0, '127.0.0.1', resolve));
  const { port } = hears.address() as AddressInfo; // a TCP server that listens has one
  carrier = {
    baseUrl: simulator.url,
    accountSid: simulator.accountSid,
    authToken: simulator.authToken,
    publicUrl: `http://127.0.0.1:${port}`,
    connectionId: 'main',
  };
  const deps = { ...w.deps, clock, carrier: twilioCarrier(carrier) };
  hears.on('request', async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const webhook = { path: request.url ?? '', headers, form: readForm(await text(request)) };
    const isGenuine = await receiveWebhook(deps, webhook);
    response.writeHead(isGenuine ? 200 : 403).end();
  });
});
afterAll(async () => {
  worker.running?.kill('SIGKILL');
  await simulator.close();
  hears.closeAllConnections();
  hears.close();
  await w.close();
});

async function startWorker(): Promise<ChildProcess> {
  const child = fileURLToPath(new URL('./send-and-die.ts', import.meta.url));
  const started = spawn(process.execPath, [child, w.databaseUrl, JSON.stringify({ aheadMs, carrier })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  worker.running = started;
  await once(started.stdout, 'data');
  return started;
}

test(`a send to ${people} whose worker is killed ${kills} times reaches everybody, and nobody twice`, {
  timeout: 900_000,
}, async () => {
  const ada = await w.line();
  await w.drainJobs();
  const { rows: lines } = await w.pool.query<{ number: PhoneNumber }>('select number from line where id = $1', [
    ada.lineId,
  ]);
  const from = lines[0]?.number as PhoneNumber; // the line has one since the jobs ran
  await twilioCarrier(carrier).takeNumber({ number: from, label: 'ours', messageUrl: `${carrier.publicUrl}/in` });
  const { body: group } = await ada.call(groups.add, { body: { name: 'Everybody' } });
  await addCrowd(w.pool, { ...ada, groupId: group.id as GroupId }, people);
  const sent = await ada.call(messages.send, { body: { to: { groups: [group.id] }, text: 'We meet at six' } });
  expect(sent).toMatchObject({ status: 201, body: { recipients: people } });

  const count = async (query: string) => {
    const { rows } = await w.pool.query<{ n: number }>(query, [from]);
    return rows[0]?.n ?? 0;
  };
  const taken = () => count('select count(*)::int as n from simulator.text where from_number = $1');
  const inHand = () =>
    count(`select count(*)::int as n from receipt where from_number = $1 and state in ('trying', 'unknown')`);
  let broken = 0;
  for (let left = kills; left > 0; left -= 1) {
    const began = await taken();
    // Somewhere within its share of the way.
    const goal = began + Math.floor((Math.random() * (people - began)) / left);
    const running = await startWorker();
    while ((await taken()) < goal) await sleep(2);
    running.kill('SIGKILL');
    await once(running, 'exit');
    broken += await inHand();
    // So long it takes until others know that it is dead; what it held of the number is over by then too.
    await sleep(3200);
    aheadMs += 60_000;
  }
  // It was hit while it worked.
  expect(broken).toBeGreaterThan(0);
  await startWorker();
  const open = `select count(*)::int as n from receipt where from_number = $1 and state <> 'delivered'`;
  for (let patience = 0; (await count(open)) > 0 && patience < 480; patience += 1) {
    await sleep(250);
    // What is to be looked at again in half a minute is looked at now: the new worker's clock is that far.
    await w.pool.query(
      'update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null',
    );
  }

  const { rows: texts } = await w.pool.query(
    'select count(*)::int as texts, count(distinct to_number)::int as people from simulator.text where from_number = $1',
    [from],
  );
  expect(texts).toEqual([{ texts: people, people }]);
  const { rows: receipts } = await w.pool.query(
    `select r.state, count(*)::int as n, count(distinct t.sid)::int as texts from receipt r
       join simulator.text t on t.sid = r.carrier_id and t.to_number = r.to_number where r.from_number = $1 group by 1`,
    [from],
  );
  expect(receipts).toEqual([{ state: 'delivered', n: people, texts: people }]);
  const { rows: counted } = await w.pool.query(
    `select (select sum(units)::int from usage_entry where line_id = $1 and meter = 'messages') as counted,
         (select coalesce(sum(remaining), 0)::int from usage_reservation where company_id = $2) as reserved,
         (select send_state from thread_entry where line_id = $1) as state`,
    [ada.lineId, ada.companyId],
  );
  expect(counted).toEqual([{ counted: people, reserved: 0, state: 'done' }]);
});
