import { createHmac, randomBytes } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

// A carrier that answers at once and reports "delivered" as soon as it can: what is measured beside it is the product. Run by
// `messages.ts` in a process of its own; speaks as much of Twilio's protocol as sending needs.
const [accountSid = '', token = ''] = process.argv.slice(2);
const root = `/2010-04-01/Accounts/${accountSid}`;
const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const owned: { sid: string; phone_number: string; friendly_name: string }[] = [];

const server = createServer(async (asked, response) => {
  const form = new URLSearchParams(await text(asked));
  const path = new URL(asked.url ?? '/', 'http://carrier').pathname.replace(root, '');
  const say = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (asked.method === 'POST' && path === '/Messages.json') {
    const sid = `SM${randomBytes(16).toString('hex')}`;
    const [to, from, body] = [form.get('To') ?? '', form.get('From') ?? '', form.get('Body') ?? ''];
    say(201, {
      sid,
      to,
      from,
      body,
      status: 'queued',
      direction: 'outbound-api',
      num_segments: '1',
      date_created: new Date().toUTCString(),
    });
    report(form.get('StatusCallback') ?? '', {
      AccountSid: accountSid,
      From: from,
      MessageSid: sid,
      MessageStatus: 'delivered',
      SmsSid: sid,
      To: to,
    });
  } else if (asked.method === 'POST' && path === '/IncomingPhoneNumbers.json') {
    owned.push({
      sid: `PN${randomBytes(16).toString('hex')}`,
      phone_number: form.get('PhoneNumber') ?? '',
      friendly_name: form.get('FriendlyName') ?? '',
    });
    say(201, owned.at(-1) ?? {});
  } else if (path === '/IncomingPhoneNumbers.json') say(200, { incoming_phone_numbers: owned });
  else if (path.startsWith('/AvailablePhoneNumbers'))
    say(200, { available_phone_numbers: [{ phone_number: `+1415555${1000 + owned.length}`, locality: 'Here' }] });
  else say(404, { code: 20404, message: 'not found' });
});

/** Signs as Twilio does. */
function report(url: string, form: Record<string, string>): void {
  if (url === '') return;
  const fields = Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1));
  const signature = createHmac('sha1', token)
    .update(url + fields.flat().join(''))
    .digest('base64');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  request(url, { method: 'POST', agent, headers }, (answer) => answer.resume())
    .on('error', () => undefined)
    .end(new URLSearchParams(form).toString());
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`)); // it listens
