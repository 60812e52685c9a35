import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { sql } from 'drizzle-orm';
import type { LightMyRequestResponse } from 'fastify';
import type { BodyOf, Endpoint, ParamsOf, QueryOf, Role } from '#contract/endpoint.ts';
import { identity } from '#contract/identity.ts';
import type { CompanyId, EmailAddress, PhoneNumber } from '#contract/ids.ts';
import { createApp } from '#server/app.ts';
import { type Config, readConfig } from '#server/config.ts';
import type { Deps } from '#server/deps.ts';
import { createAccount, createLine, prepareAccount, prepareLine } from '#server/features/identity/index.ts';
import { localFiles } from '#server/platform/files/local-files.ts';
import { drainJobs } from '#server/platform/jobs/worker.ts';
import { startLiveNews } from '#server/platform/live/live.ts';
import { createLog } from '#server/platform/log.ts';
import { createSecrets } from '#server/platform/secrets.ts';
import { createSpeaker } from '#server/platform/sound/speak.ts';
import { allJobs } from '#server/worker.ts';
import { testCarrier } from './carrier.ts';
import { testDatabase } from './database.ts';
import { testMailer } from './mailer.ts';

export const password = 'correct horse battery staple 42';

type Input<E extends Endpoint> = {
  params?: ParamsOf<E>;
  query?: QueryOf<E>;
  body?: BodyOf<E> | Record<string, unknown>;
  headers?: Record<string, string>;
  raw?: { payload: string | Buffer; type: string };
};
export interface Reply {
  readonly status: number;
  // Tests look into replies by hand; the contract's own schemas are what the server checks them against.
  // biome-ignore lint/suspicious/noExplicitAny: a test may read anything of a reply
  readonly body: any;
  readonly headers: LightMyRequestResponse['headers'];
  readonly cookie: string | undefined;
}

interface LineWish {
  name?: string;
  username?: string;
  cell?: PhoneNumber | null;
  email?: EmailAddress | null;
}

let counter = 0;
/** A number no other test of this run uses, valid in the American plan. */
export const freshNumber = () =>
  `+1${['212', '310', '415', '503', '617'][counter % 5]}${String(2_220_000 + (counter++ % 700_000) + 1_000_000 * ((process.pid % 5) + 1)).slice(0, 7)}` as PhoneNumber;

/** A server on a database of its own with a clock that the test moves. Close it when done. */
export async function world(
  overrides: Partial<Config> = {},
  { billing = { kind: 'manual' }, log: given }: { billing?: Deps['billing']; log?: Deps['log'] } = {},
) {
  const database = await testDatabase();
  const dir = await mkdtemp(join(tmpdir(), 'trunkline-world-'));
  let at = new Date('2026-03-01T12:00:00.000Z').getTime();
  const clock = {
    now: () => new Date(at),
    advance: (ms: number) => {
      at += ms;
    },
  };
  const config: Config = {
    ...readConfig({ PUBLIC_URL: 'http://localhost:3000', DATA_DIR: dir, LOG_LEVEL: 'silent' }),
    ...overrides,
  };
  const log = given ?? createLog(config.logLevel);
  const carrier = testCarrier();
  const mailer = testMailer();
  const live = await startLiveNews(database.url, log);
  const deps: Deps = {
    config,
    db: database.db,
    clock,
    log,
    secrets: createSecrets('a secret only tests know, long enough'),
    carrier,
    billing,
    mailer,
    files: localFiles({ dir: join(dir, 'files') }),
    live,
    speaker: createSpeaker(),
  };
  const app = await createApp(deps);
  await app.ready();

  async function request<E extends Endpoint>(spec: E, input: Input<E> = {}, cookie?: string): Promise<Reply> {
    const path = spec.path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(String((input.params as Record<string, unknown> | undefined)?.[name] ?? '')),
    );
    const query = new URLSearchParams(
      Object.entries((input.query ?? {}) as Record<string, unknown>).map(([key, value]): [string, string] => [
        key,
        String(value),
      ]),
    ).toString();
    const json = input.body === undefined ? {} : { payload: JSON.stringify(input.body), type: 'application/json' };
    const sent = input.raw ?? json;
    const response = await app.inject({
      method: spec.method,
      url: query ? `${path}?${query}` : path,
      headers: {
        ...(cookie && { cookie }),
        ...('type' in sent && sent.type && { 'content-type': sent.type }),
        'user-agent': 'test',
        ...input.headers,
      },
      ...('payload' in sent && { payload: sent.payload }),
    });
    const set = response.cookies[0];
    const isJson = String(response.headers['content-type'] ?? '').includes('json');
    return {
      status: response.statusCode,
      body: isJson ? JSON.parse(response.body) : response.rawPayload,
      headers: response.headers,
      cookie: set ? `${set.name}=${set.value}` : undefined,
    };
  }

  const drain = async (times = 6) => {
    for (let round = 0; round < times; round += 1) {
      // Jobs that wait for another try, or for the moved clock, are due now.
      await database.pool.query(
        'update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null',
      );
      const waiting = await database.pool.query(
        'select 1 from graphile_worker._private_jobs where attempts < max_attempts limit 1',
      );
      if (waiting.rowCount === 0) return;
      await drainJobs(database.pool, allJobs(deps), log);
    }
  };

  /** A company with one signed-in admin line, its cell and address proven, all of it as wished. */
  async function line(wish: LineWish & { company?: string; plan?: string } = {}) {
    const { n, facts } = lineFacts(wish);
    const prepared = await prepareAccount({
      ...facts,
      company: wish.company ?? `Company ${n}`,
      plan: wish.plan ?? 'unlimited',
    });
    const made = await deps.db.transaction((tx) => createAccount(tx, deps, prepared));
    return signedInLine(made, facts);
  }

  /** A further signed-in line of the same company. */
  async function colleague(of: { companyId: CompanyId }, wish: LineWish & { roles?: readonly Role[] } = {}) {
    const { facts } = lineFacts(wish);
    const prepared = await prepareLine(facts, []);
    const made = await deps.db.transaction((tx) =>
      createLine(tx, deps, of.companyId, prepared, wish.roles ?? ['member']),
    );
    return signedInLine(made, facts);
  }

  function lineFacts(wish: LineWish) {
    const n = counter++;
    const cell = wish.cell === undefined ? freshNumber() : (wish.cell ?? undefined);
    const email =
      wish.email === undefined ? (`line${n}.${process.pid}@example.com` as EmailAddress) : (wish.email ?? undefined);
    const facts = {
      name: wish.name ?? `Line ${n}`,
      username: wish.username ?? `line${n}w${process.pid}`,
      password,
      timeZone: 'America/New_York',
      language: 'en' as const,
      ...(cell && { cell }),
      ...(email && { email }),
    };
    return { n, facts };
  }

  async function signedInLine(
    made: Awaited<ReturnType<typeof createLine>>,
    facts: ReturnType<typeof lineFacts>['facts'],
  ) {
    return {
      companyId: made.line.companyId,
      lineId: made.line.id,
      ...(await signIn(facts.username)),
      username: facts.username,
      cell: facts.cell,
      email: facts.email,
      apiKey: made.apiKey,
      name: facts.name,
    };
  }

  async function signIn(username: string, typed = password) {
    const reply = await request(identity.signIn, { body: { username, password: typed } });
    if (reply.status !== 200 || !reply.cookie) throw new Error(`sign-in failed: ${JSON.stringify(reply.body)}`);
    let cookie = reply.cookie;
    return {
      /** Calls as this session; a new token in the reply is used from then on. */
      async call<E extends Endpoint>(spec: E, input: Input<E> = {}): Promise<Reply> {
        const answer = await request(spec, input, cookie);
        if (answer.cookie && answer.status < 300) cookie = answer.cookie;
        return answer;
      },
      cookie: () => cookie,
    };
  }

  return {
    app,
    deps,
    clock,
    carrier,
    mailer,
    db: database.db,
    pool: database.pool,
    databaseUrl: database.url,
    request,
    line,
    colleague,
    signIn,
    drainJobs: drain,
    texts: () => carrier.sent,
    mails: () => mailer.sent,
    /** Works the jobs, then reads the code out of the last text to this number. */
    async codeTextedTo(number: string): Promise<string> {
      await drain();
      const text = carrier.sent.findLast((one) => one.to === number)?.text ?? '';
      const code = /#(\d{6})$/.exec(text)?.[1];
      if (!code) throw new Error(`no code was texted to ${number}: ${text}`);
      return code;
    },
    /** Works the jobs, then reads the token of the link in the last mail to this address. */
    async linkMailedTo(address: string, subject?: RegExp): Promise<string> {
      await drain();
      const mail = mailer.sent.findLast((one) => one.to === address && (!subject || subject.test(one.subject)));
      const token = /\/link#([\w-]+)/.exec(mail?.text ?? '')?.[1];
      if (!token) throw new Error(`no link was mailed to ${address}`);
      return token;
    },
    rows: async (query: ReturnType<typeof sql>) => (await database.db.execute(query)).rows,
    async close() {
      await app.close();
      await live.stop();
      await database.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
export type World = Awaited<ReturnType<typeof world>>;
