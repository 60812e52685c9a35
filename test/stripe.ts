import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulator } from 'emulate';

export interface StripeRig {
  /** Where our adapter is to go. */
  readonly url: string;
  readonly webhookSecret: string;
  /** Every webhook that was sent, in order; nobody has read them yet. */
  readonly webhooks: { readonly body: string; readonly signature: string; readonly type: string }[];
  /** `down`: no call arrives. `deaf`: calls are carried out and their answers are lost. `declines`: the bank says no. */
  mode: 'up' | 'down' | 'deaf' | 'declines';
  /** What the service has charged, as it tells itself. */
  charges(): Promise<{ readonly amount: number; readonly payment_intent: string }[]>;
  /** Adds a card on the page that was opened, as a person would there. */
  addCard(pageUrl: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * The Stripe of the package `emulate`, written by others, behind a line that a test can cut. What emulate has not, the line adds:
 * it approves every payment (so declines are answered here), it keeps no cards (so setup intents and payment methods are), and a
 * finished page of it names no setup intent. It also ignores idempotency keys: what keeps us from charging twice must do without.
 */
export async function startStripe(): Promise<StripeRig> {
  const webhookSecret = 'whsec_only_tests_know_this';
  const webhooks: { body: string; signature: string; type: string }[] = [];
  const ears = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { type } = JSON.parse(body) as { type: string }; // emulate's events
    webhooks.push({ body, signature: String(request.headers['stripe-signature']), type });
    response.end('{}');
  });
  const earsUrl = await listen(ears);
  const emulator = await createEmulator({
    service: 'stripe',
    port: await freePort(),
    seed: { stripe: { webhooks: [{ url: earsUrl, events: ['*'], secret: webhookSecret }] } },
  });
  const rig = { mode: 'up' as StripeRig['mode'] };
  const line = createServer((request, response) => {
    carry(request, response, emulator.url, rig).catch(() => response.destroy());
  });
  const url = await listen(line);
  return Object.assign(rig, {
    url,
    webhookSecret,
    webhooks,
    async charges() {
      const listed = await fetch(`${emulator.url}/v1/charges?limit=100`, {
        headers: { authorization: 'Bearer sk_test' },
      });
      return ((await listed.json()) as { data: { amount: number; payment_intent: string }[] }).data; // Stripe's list
    },
    async addCard(pageUrl: string) {
      const page = new URL(pageUrl).pathname.split('/').pop() ?? '';
      await fetch(`${emulator.url}/checkout/${page}/complete`, { method: 'POST', redirect: 'manual' });
      return page;
    },
    async close() {
      await emulator.close();
      for (const server of [line, ears]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  });
}

async function carry(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: string,
  rig: { mode: StripeRig['mode'] },
): Promise<void> {
  const path = request.url ?? '/';
  const body = await bodyOf(request);
  if (rig.mode === 'down') return void request.socket.destroy();
  const own = ownAnswer(path, rig.mode);
  if (own)
    return void response.writeHead(own.status, { 'content-type': 'application/json' }).end(JSON.stringify(own.body));
  const answer = await fetch(`${upstream}${path}`, {
    method: request.method ?? 'GET',
    headers: {
      authorization: String(request.headers.authorization),
      'content-type': request.headers['content-type'] ?? 'application/x-www-form-urlencoded',
    },
    ...(body !== '' && { body }),
  });
  const text = await answer.text();
  if (rig.mode === 'deaf') return void request.socket.destroy();
  const told = path.startsWith('/v1/checkout/sessions/') ? withSetup(text) : text;
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(told);
}

function ownAnswer(path: string, mode: StripeRig['mode']) {
  const [, id] = /^\/v1\/(?:setup_intents|payment_methods)\/(\w+)/.exec(path) ?? [];
  if (path.startsWith('/v1/setup_intents/'))
    return { status: 200, body: { id, object: 'setup_intent', status: 'succeeded', payment_method: 'pm_visa' } };
  if (path.startsWith('/v1/payment_methods/')) {
    const card = { brand: 'visa', last4: '4242', exp_month: 8, exp_year: 2031 };
    return { status: 200, body: { id, object: 'payment_method', card } };
  }
  if (mode === 'declines' && path.endsWith('/confirm')) {
    const error = {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'No funds.',
    };
    return { status: 402, body: { error } };
  }
  return undefined;
}

function withSetup(text: string): string {
  const page = JSON.parse(text) as { status?: string }; // a checkout session, or a refusal
  return page.status === 'complete' ? JSON.stringify({ ...page, setup_intent: 'seti_1' }) : text;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return `http://127.0.0.1:${port}`;
}

// The emulator tells its address from the port it was asked for, so 0 will not do.
async function freePort(): Promise<number> {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return Number(new URL(url).port);
}
