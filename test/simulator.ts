import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { PhoneNumber } from '#contract/ids.ts';
import type { Faults, Handset, HandsetText, ServedNumber } from '#contract/simulator.ts';
import type { HandsetCalls } from '#contract/simulator-calls.ts';
import type { Carrier } from '#server/carriers/carrier.ts';
import { type Simulator, startSimulator } from '#server/carriers/simulator/index.ts';
import type { SipOptions } from '#server/carriers/simulator/sip/index.ts';
import type { Pace } from '#server/carriers/simulator/world.ts';
import { twilioCarrier } from '#server/carriers/twilio/index.ts';
import { listenForWebhooks } from '#server/carriers/webhook-listener.ts';
import { type TestDatabase, testDatabase } from './database.ts';

const quick: Pace = { sentMs: 10, deliveredMs: 30, retryMs: 40, webhookMs: 2000 };

type Body = Partial<
  Handset & Faults & HandsetCalls & { code: string; handsets: Handset[]; texts: HandsetText[]; numbers: ServedNumber[] }
>;

/** For tests: a simulator, a number rented from it, and a server that hears its webhooks. */
export async function openSimulator(pace: Partial<Pace> = {}, sip?: SipOptions) {
  const database = await testDatabase();
  const recordingsDir = await mkdtemp(join(tmpdir(), 'trunkline-recordings-'));
  let simulator = await start(database, pace, recordingsDir, sip);
  let carrier: Carrier | undefined;
  const listener = await listenForWebhooks(() => {
    if (!carrier) throw new Error('a webhook came before there was a carrier');
    return carrier;
  });
  const connect = () =>
    twilioCarrier({
      baseUrl: simulator.url,
      accountSid: simulator.accountSid,
      authToken: simulator.authToken,
      publicUrl: listener.url,
      connectionId: 'main',
      timeoutMs: 1000,
    });
  carrier = connect();
  const messageUrl = `${listener.url}/carrier/main/message`;
  const statusUrl = `${listener.url}/carrier/main/status`;
  const [offer] = await carrier.searchNumbers({ country: 'US', areaCode: '415', limit: 1 });
  if (!offer) throw new Error('the simulator offers no number');
  await carrier.takeNumber({ number: offer.number, label: 'ours', messageUrl });
  return {
    database,
    recordingsDir,
    listener,
    statusUrl,
    messageUrl,
    ours: offer.number,
    simulator: () => simulator,
    carrier: () => carrier ?? connect(),
    send: (to: string, text: string) =>
      // The tests write numbers in E.164.
      (carrier ?? connect()).sendText({ from: offer.number, to: to as PhoneNumber, text, statusUrl }),
    /** One call of the simulator's own API, as the handset page makes it. */
    async handsets(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(`${simulator.url}/simulator/${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        body: body === undefined ? null : JSON.stringify(body),
      });
      // Whatever the endpoint answers, of the contract; the tests look at the parts they expect.
      return { status: response.status, body: (await response.json()) as Body };
    },
    /** Stops it and starts it again, perhaps at another pace. */
    async restart(next: Partial<Pace> = {}) {
      await simulator.close();
      simulator = await start(database, next, recordingsDir, sip);
      carrier = connect();
    },
    async close() {
      await simulator.close();
      await listener.close();
      await database.close();
      await rm(recordingsDir, { recursive: true, force: true });
    },
  };
}

const start = (
  database: TestDatabase,
  pace: Partial<Pace>,
  recordingsDir: string,
  sip: SipOptions | undefined,
): Promise<Simulator> =>
  startSimulator({
    pool: database.pool,
    host: '127.0.0.1',
    port: 0,
    log: pino({ level: 'silent' }),
    pace: { ...quick, ...pace },
    recordingsDir,
    sip,
  });
