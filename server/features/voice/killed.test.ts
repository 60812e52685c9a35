import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { identity } from '#contract/identity.ts';
import { isVoiced } from '#contract/loudness.ts';
import { samplesOf } from '#contract/mu-law.ts';
import { plan } from '#contract/plan.ts';
import { type Call, type CallRules, voice } from '#contract/voice.ts';
import { type Simulator, startSimulator } from '#server/carriers/simulator/index.ts';
import { createLog } from '#server/platform/log.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { freePort } from '#test/peers/free-port.ts';

// The server is killed during calls, and the carrier, another company's, lives on: what it carries goes on without us.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const node = join(root, 'node_modules/.bin/node');
const password = 'violet harbour kettle 92';
const [cell, caller] = ['+13125550161', '+14155550162'];

let database: TestDatabase;
let carrier: Simulator;
let dataDir: string;
let env: NodeJS.ProcessEnv;
let url: string;
let server: ChildProcess | undefined;
let cookie: string;
let number: string;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'trunkline-killed-'));
  carrier = await startSimulator({
    pool: database.pool,
    host: '127.0.0.1',
    port: 0,
    log: createLog('silent'),
    recordingsDir: join(dataDir, 'recordings'),
    pace: { webhookMs: 10_000 },
  });
  const port = await freePort();
  url = `http://localhost:${port}`;
  env = {
    ...process.env,
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    CARRIER: 'twilio',
    TWILIO_ACCOUNT_SID: carrier.accountSid,
    TWILIO_AUTH_TOKEN: carrier.authToken,
    TWILIO_BASE_URL: carrier.url,
    LOG_LEVEL: 'fatal',
  };
  const words = ['--company', 'Analytical Engines', '--name', 'Ada Byron', '--username', 'ada', '--password', password];
  const made = ['create-company', ...words, '--cell', cell, '--email', 'ada@example.com', '--json'];
  const { stdout } = await promisify(execFile)(node, ['server/cli/main.ts', ...made], { cwd: root, env });
  number = (JSON.parse(stdout) as { number: string }).number; // what the command prints
  await start();
  const reply = await post(identity.signIn.path, { username: 'ada', password });
  cookie = reply.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}, 120_000);
afterAll(async () => {
  await kill();
  await carrier?.close();
  await database?.close();
  await rm(dataDir, { recursive: true, force: true });
}, 30_000);
beforeEach(async () => {
  if (server === undefined) await start();
});

async function start(): Promise<void> {
  server = spawn(node, ['server/main.ts'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  await vi.waitFor(async () => expect((await fetch(`${url}/ready`)).ok).toBe(true), { timeout: 60_000, interval: 100 });
}
async function kill(): Promise<void> {
  const dying = server;
  server = undefined;
  if (!dying || dying.exitCode !== null) return;
  const gone = once(dying, 'exit');
  dying.kill('SIGKILL');
  await gone;
}
const ask = (path: string, init: RequestInit = {}) =>
  fetch(url + path, { ...init, headers: { cookie, origin: url, 'content-type': 'application/json', ...init.headers } });
async function post(path: string, body: object): Promise<Response> {
  const reply = await ask(path, { method: 'POST', body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
  return reply;
}
// The server checks each reply against the contract.
const read = async <T>(path: string) => (await (await ask(path)).json()) as T;
const rules = (set: Partial<CallRules>) =>
  ask(voice.changeRules.path, { method: 'PATCH', body: JSON.stringify({ set }) });
const live = async () => (await read<{ calls: Call[] }>(voice.liveCalls.path)).calls;
const last = async () => (await read<{ calls: Call[] }>(voice.calls.path)).calls[0];
const minutesUsed = async () =>
  (await read<{ meters: { meter: string; company: { used: number } }[] }>(plan.read.path)).meters.find(
    ({ meter }) => meter === 'minutes',
  )?.company.used ?? 0;
/** What a person does at a telephone of the world outside. */
const handset = async (who: string, does: '' | '/call' | '/call/hang-up', body: object = {}) => {
  const reply = await fetch(`${carrier.url}/simulator/handsets/${encodeURIComponent(who)}${does}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${who}${does} answered ${reply.status}: ${await reply.text()}`);
};
/** How many telephones are on a call, by the carrier's own book. */
const carried = async () =>
  (await database.pool.query("select 1 from simulator.call where status = 'in-progress' and ended_at is null"))
    .rowCount;
const soon = <T>(look: () => Promise<T>) => vi.waitFor(look, { timeout: 20_000, interval: 100 });

/** The cell picks up, presses 1 and talks. */
async function talksOnCell(): Promise<void> {
  await rules({ forwardToCell: true, ringBrowser: false, pressToAccept: true });
  await handset(cell, '', {
    calls: 'answer',
    script: '<Response><Play digits="ww1"/><Pause length="120"/></Response>',
  });
  await handset(caller, '/call', { to: number });
  await soon(async () => expect(await live()).toMatchObject([{ state: 'connected' }]));
  await soon(async () => expect(await carried()).toBe(2));
}
const answered = { state: 'ended', outcome: 'answered', reason: null };

test('a forwarded call goes on while the server is dead; when they hang up it is closed and counted as if nothing had been', {
  timeout: 120_000,
}, async () => {
  const before = await minutesUsed();
  await talksOnCell();
  await kill();
  expect(await carried()).toBe(2);
  await start();
  expect(await carried()).toBe(2);
  expect(await live()).toMatchObject([{ state: 'connected' }]);
  await handset(caller, '/call/hang-up');
  await soon(async () => expect(await last()).toMatchObject(answered));
  await soon(async () => expect(await minutesUsed()).toBe(before + 2));
  expect(await live()).toEqual([]);
});

test('a forwarded call that ends while the server is dead is closed as soon as it is back, its minutes counted once', {
  timeout: 120_000,
}, async () => {
  const before = await minutesUsed();
  await talksOnCell();
  await kill();
  await handset(caller, '/call/hang-up');
  await soon(async () => expect(await carried()).toBe(0));
  // Longer than the carrier tries to tell of it.
  await new Promise((resolve) => setTimeout(resolve, 5000));
  await start();
  await soon(async () => expect(await live()).toEqual([]));
  await soon(async () => expect(await last()).toMatchObject(answered));
  await soon(async () => expect(await minutesUsed()).toBe(before + 2));
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(await minutesUsed()).toBe(before + 2);
});

test('a call that the browser is on breaks off with the server: the caller is told so, and it is closed and counted once', {
  timeout: 120_000,
}, async () => {
  const before = await minutesUsed();
  await rules({ forwardToCell: false, ringBrowser: true, ringSeconds: 30 });
  await handset(caller, '/call', { to: number });
  await soon(async () => expect(await live()).toMatchObject([{ state: 'ringing', browser: 'ringing' }]));
  const [{ id = '' } = {}] = await live();
  await post(voice.accept.path.replace(':id', id), {});
  await soon(async () => expect(await carried()).toBe(1));
  const hears = ear(caller);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(hears()).toBe(0);
  await kill();
  // A sentence of more than a second, and then the line is closed.
  await soon(async () => expect(hears()).toBeGreaterThan(50));
  await soon(async () => expect(await carried()).toBe(0));
  await start();
  await soon(async () => expect(await last()).toMatchObject(answered));
  expect(await live()).toEqual([]);
  await soon(async () => expect(await minutesUsed()).toBe(before + 1));
});

/** How many frames of 20 ms with a voice in them a telephone has heard. */
function ear(who: string): () => number {
  let voiced = 0;
  const socket = new WebSocket(
    `${carrier.url.replace(/^http/, 'ws')}/simulator/handsets/${encodeURIComponent(who)}/sound`,
  );
  socket.on('message', (frame) => {
    if (frame instanceof Buffer && isVoiced(samplesOf(frame))) voiced += 1;
  });
  return () => voiced;
}
