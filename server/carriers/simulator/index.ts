import pg from 'pg';
import { type Clock, systemClock } from '#server/platform/clock.ts';
import type { Log } from '#server/platform/log.ts';
import { openAccount } from './account.ts';
import { createSimulatorApp } from './app.ts';
import { startErrands } from './errands.ts';
import { createLive } from './live.ts';
import { openSip, type SipEdge, type SipOptions } from './sip/index.ts';
import { makeTables } from './tables.ts';
import { openVoice } from './voice/index.ts';
import type { Pace, World } from './world.ts';

export { makeTables as prepareSimulator } from './tables.ts';

export type SimulatorOptions = Settings &
  (
    | { /** Its own connections to this database. */ readonly databaseUrl: string; readonly pool?: never }
    | { /** Lent: it stays open when the simulator is closed. */ readonly pool: pg.Pool; readonly databaseUrl?: never }
  );

interface Settings {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** The host to write in the address told to others, where it is not `host`. */
  readonly publicHost?: string;
  readonly log: Log;
  readonly clock?: Clock;
  readonly pace?: Partial<Pace>;
  /** Where recordings are kept; in the system's folder for passing files where not told. */
  readonly recordingsDir?: string;
  /** Where telephones that speak SIP reach it; nowhere where not told. */
  readonly sip?: SipOptions | undefined;
}

export interface Simulator {
  /** The base address for any client that speaks Twilio's protocol. */
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** `127.0.0.1:5060`: where telephones reach it; undefined where they do not. */
  readonly sipAddress: string | undefined;
  close(): Promise<void>;
}

const usualPace: Pace = { sentMs: 100, deliveredMs: 200, retryMs: 1000, webhookMs: 15_000 };

/** Starts the carrier that stands in for a real one: it speaks Twilio's protocol, and its handsets are in the browser. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { log } = options;
  const pool = options.pool ?? openPool(options.databaseUrl, log);
  const closePool = async () => {
    if (!options.pool) await pool.end();
  };
  const live = createLive();
  let sip: SipEdge | undefined;
  try {
    await makeTables(pool);
    const account = await openAccount(pool);
    let wake = () => {};
    const world: World = {
      pool,
      account,
      clock: options.clock ?? systemClock,
      log,
      pace: { ...usualPace, ...options.pace },
      live,
      wake: () => wake(),
    };
    let url = '';
    const voice = openVoice(world, { recordingsDir: options.recordingsDir, base: () => url });
    const app = await createSimulatorApp(world, voice, () => url);
    // First the port: who cannot have it is not the one to do the errands.
    const address = await app.listen({ port: options.port, host: options.host });
    url = addressFor(address, options.publicHost);
    await voice.recover();
    sip = options.sip && (await openSip(voice.world, voice.network, options.sip));
    const errands = await startErrands(world);
    wake = errands.wake;
    return {
      url,
      accountSid: account.sid,
      authToken: account.token,
      sipAddress: sip?.address,
      async close() {
        live.close();
        await voice.close();
        await sip?.close();
        await app.close();
        await errands.stop();
        await closePool();
      },
    };
  } catch (error) {
    live.close();
    await closePool();
    throw error;
  }
}

/**
 * The simulator that another process of this installation serves at this address, for a command beside the running server.
 * Undefined where none answers, or one that is not ours.
 */
export async function findSimulator(pool: pg.Pool, at: { host: string; port: number }): Promise<Simulator | undefined> {
  await makeTables(pool);
  const { sid, token } = await openAccount(pool);
  const url = `http://${at.host}:${at.port}`;
  const answer = await fetch(`${url}/2010-04-01/Accounts/${sid}/IncomingPhoneNumbers.json?PageSize=1`, {
    headers: { authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}` },
    signal: AbortSignal.timeout(2000),
  }).catch(() => undefined);
  return answer?.ok
    ? { url, accountSid: sid, authToken: token, sipAddress: undefined, close: async () => undefined }
    : undefined;
}

function openPool(url: string, log: Log): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 6 });
  pool.on('error', (error) => log.warn({ why: error.message }, 'a database connection broke; another takes its place'));
  return pool;
}

function addressFor(address: string, publicHost: string | undefined): string {
  const url = new URL(address);
  if (publicHost !== undefined) url.hostname = publicHost;
  return url.origin;
}
