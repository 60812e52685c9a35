import { createServer } from 'node:net';
import { createEmulator } from 'emulate';
import type { PhoneNumber } from '#contract/ids.ts';
import { type CarrierRig, carrierSuite } from '../carrier.suite.ts';
import type { Carrier } from '../carrier.ts';
import { listenForWebhooks } from '../webhook-listener.ts';
import { twilioCarrier } from './index.ts';

// A Twilio emulator that nobody here wrote: what it takes and signs was not read off our own simulator.
carrierSuite('the twilio adapter and the emulator of the package "emulate"', openRig, {
  'keeps pictures': 'emulate tells of no pictures in',
  'offers numbers': 'emulate has no AvailablePhoneNumbers',
  'tells segments of wide texts': 'emulate divides by 160 whatever the alphabet',
});

const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
const authToken = 'a-token-of-the-test';

async function openRig(): Promise<CarrierRig> {
  let carrier: Carrier | undefined;
  const listener = await listenForWebhooks(() => {
    if (!carrier) throw new Error('a webhook came before there was a carrier');
    return carrier;
  });
  const messageUrl = `${listener.url}/carrier/main/message`;
  const statusUrl = `${listener.url}/carrier/main/status`;
  const ours = '+12065553000' as PhoneNumber; // what the emulator is told to have
  const emulator = await createEmulator({
    service: 'twilio',
    port: await freePort(),
    seed: {
      twilio: {
        account: { sid: accountSid, auth_token: authToken },
        phone_numbers: [{ phone_number: ours, friendly_name: 'ours', sms_url: messageUrl }],
      },
    },
  });
  const settings = { baseUrl: emulator.url, accountSid, publicUrl: listener.url, connectionId: 'main' };
  carrier = twilioCarrier({ ...settings, authToken });
  const simulate = async (what: string, form: Record<string, string>) => {
    const response = await fetch(`${emulator.url}/_twilio/simulate/${what}`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      body: new URLSearchParams(form),
    });
    if (!response.ok) throw new Error(`the emulator did not ${what}: ${await response.text()}`);
  };
  let free = 3001;
  return {
    carrier,
    stranger: twilioCarrier({ ...settings, authToken: 'wrong' }),
    listener,
    messageUrl,
    statusUrl,
    ours,
    freeNumber: () => `+1512555${free++}` as PhoneNumber, // the emulator rents out anything
    textIn: ({ from, to, text }) => simulate('inbound-message', { From: from, To: to, Body: text }),
    keepPicture: () => Promise.reject(new Error('the emulator keeps none')),
    deliver: (carrierId) => simulate('message-status', { MessageSid: carrierId, Status: 'delivered' }),
    async close() {
      await emulator.close();
      await listener.close();
    },
  };
}

// The emulator tells its address from the port it was asked for, so 0 will not do.
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
