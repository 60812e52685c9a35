import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ParsedMail, simpleParser } from 'mailparser';
import { plan } from '#contract/plan.ts';
import { type Call, type CallRules, voice } from '#contract/voice.ts';
import { testDatabase } from '../database.ts';
import { startExim } from './exim.ts';
import { freePort } from './free-port.ts';
import { sleep } from './whole-product.ts';

const root = new URL('../..', import.meta.url).pathname;
const node = join(root, 'node_modules/.bin/node');

export interface Line {
  readonly number: string;
  readonly email: string;
  change(rules: Partial<CallRules>): Promise<void>;
  /** Its calls, once all of them have their outcome. */
  calls(): Promise<Call[]>;
  /** Minutes of its company in this cycle, as its plan counts them. */
  minutes(): Promise<number>;
  sound(url: string): Promise<Uint8Array>;
  /** What lies in its mailbox about calls. */
  mails(): Promise<ParsedMail[]>;
}

/** The product as a process of its own, with a mail server, and open to telephones. */
export async function startVoiceProduct() {
  const database = await testDatabase();
  const exim = await startExim('calls.example');
  const dataDir = await mkdtemp(join(tmpdir(), 'trunkline-calls-'));
  const [port, simulatorPort, sipPort] = [await freePort(), await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const env = {
    ...process.env,
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR_SIP_PORT: String(sipPort),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    SMTP_URL: exim.url,
    MAIL_FROM: 'Trunkline <hello@calls.example>',
    LOG_LEVEL: 'error',
  };
  const server = spawn(node, ['server/main.ts'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  await becomesReady(`${url}/ready`, server);
  let count = 0;
  // One command at a time: each is a process, and side by side they only wait for one another.
  let before: Promise<unknown> = Promise.resolve();
  const command = (args: string[]) => {
    const made = before.then(() => promisify(execFile)(node, ['server/cli/main.ts', ...args], { cwd: root, env }));
    before = made.catch(() => undefined);
    return made;
  };
  return {
    sip: `127.0.0.1:${sipPort}`,
    /** A line of a company of its own; mail goes to Exim. */
    async line(cell: string | undefined): Promise<Line> {
      count += 1;
      const email = `line${count}@calls.example`;
      const words = ['--company', `Company ${count}`, '--name', 'Ada Byron', '--username', `ada${count}`];
      const proven = ['--email', email, ...(cell === undefined ? [] : ['--cell', cell])];
      const secret = ['--password', 'violet harbour kettle 92'];
      const { stdout } = await command(['create-company', ...words, ...secret, ...proven, '--json']);
      const made = JSON.parse(stdout) as { number: string; api_key: string };
      return lineOf(url, made, email, exim.mailFolder);
    },
    async stop() {
      if (server.exitCode === null) {
        server.kill('SIGTERM');
        await once(server, 'exit');
      }
      await exim.stop();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function lineOf(url: string, made: { number: string; api_key: string }, email: string, mailFolder: string): Line {
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${made.api_key}`, 'content-type': 'application/json' };
    const reply = await fetch(url + path, { ...init, headers });
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
    return reply;
  };
  // The server checks each reply against the contract.
  const read = async <T>(path: string) => (await (await ask(path)).json()) as T;
  return {
    number: made.number,
    email,
    async change(rules) {
      await ask(voice.changeRules.path, { method: 'PATCH', body: JSON.stringify({ set: rules }) });
    },
    async calls() {
      for (let tries = 0; tries < 150; tries += 1) {
        const { calls } = await read<{ calls: Call[] }>(voice.calls.path);
        if (calls.length > 0 && calls.every(({ outcome }) => outcome !== null)) return calls;
        await sleep(100);
      }
      throw new Error('a call has no outcome after 15 s');
    },
    async minutes() {
      const { meters } = await read<{ meters: { meter: string; company: { used: number } }[] }>(plan.read.path);
      return meters.find(({ meter }) => meter === 'minutes')?.company.used ?? Number.NaN;
    },
    sound: async (path) => new Uint8Array(await (await ask(path)).arrayBuffer()),
    async mails() {
      const folder = join(mailFolder, 'new');
      const names = await readdir(folder).catch(() => []);
      const all = await Promise.all(names.map(async (name) => simpleParser(await readFile(join(folder, name)))));
      return all.filter(({ to, subject }) => [to].flat()[0]?.text === email && /call|voicemail/i.test(subject ?? ''));
    },
  };
}

async function becomesReady(address: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) throw new Error(`the product ended with ${server.exitCode}`);
    if ((await fetch(address).catch(() => undefined))?.ok) return;
    await sleep(100);
  }
  throw new Error('the product was not ready within a minute');
}
