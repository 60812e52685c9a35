import { pino } from 'pino';
import type { PhoneNumber } from '#contract/ids.ts';
import { testDatabase } from '#test/database.ts';
import { type CarrierRig, carrierSuite } from '../carrier.suite.ts';
import type { Carrier } from '../carrier.ts';
import { startSimulator } from '../simulator/index.ts';
import { listenForWebhooks } from '../webhook-listener.ts';
import { twilioCarrier } from './index.ts';

carrierSuite('the twilio adapter and our simulator', openRig);

async function openRig(): Promise<CarrierRig> {
  const database = await testDatabase();
  const log = pino({ level: 'silent' });
  const simulator = await startSimulator({
    pool: database.pool,
    host: '127.0.0.1',
    port: 0,
    log,
    pace: { sentMs: 10, deliveredMs: 20 },
  });
  let carrier: Carrier | undefined;
  const listener = await listenForWebhooks(() => {
    if (!carrier) throw new Error('a webhook came before there was a carrier');
    return carrier;
  });
  const settings = {
    baseUrl: simulator.url,
    accountSid: simulator.accountSid,
    publicUrl: listener.url,
    connectionId: 'main',
    mediaHost: new URL(simulator.url).host,
  };
  carrier = twilioCarrier({ ...settings, authToken: simulator.authToken });
  const messageUrl = `${listener.url}/carrier/main/message`;
  const statusUrl = `${listener.url}/carrier/main/status`;
  const [offer] = await carrier.searchNumbers({ country: 'US', limit: 1 });
  if (!offer) throw new Error('the simulator offers no number');
  await carrier.takeNumber({ number: offer.number, label: 'ours', messageUrl });
  let free = 3000;
  return {
    carrier,
    stranger: twilioCarrier({ ...settings, authToken: 'wrong' }),
    listener,
    messageUrl,
    statusUrl,
    ours: offer.number,
    // Of a range that is on offer; the suite checks nothing that depends on which it is.
    freeNumber: () => `+1512555${free++}` as PhoneNumber,
    async keepPicture(picture) {
      const kept = await fetch(`${simulator.url}/simulator/media`, {
        method: 'POST',
        headers: { 'content-type': 'image/png' },
        body: picture,
      });
      return ((await kept.json()) as { url: string }).url; // the contract's reply
    },
    async textIn({ from, to, text, mediaUrls = [] }) {
      const response = await fetch(`${simulator.url}/simulator/handsets/${from}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to, text, mediaUrls }),
      });
      if (response.status !== 201) throw new Error(`the handset could not text: ${await response.text()}`);
    },
    async deliver() {},
    async close() {
      await simulator.close();
      await listener.close();
      await database.close();
    },
  };
}
