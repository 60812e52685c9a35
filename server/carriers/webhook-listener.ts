import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Carrier, CarrierEvent } from './carrier.ts';
import { type Form, readForm } from './twilio/index.ts';

export interface Heard {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly form: Form;
}

export interface WebhookListener {
  readonly url: string;
  /** Every webhook that came, genuine or not, in order. */
  readonly heard: Heard[];
  /** What the carrier's adapter made of the genuine ones. */
  readonly events: CarrierEvent[];
  /** Statuses to answer the next webhooks with; when used up, 200. */
  readonly answers: number[];
  close(): Promise<void>;
}

/** A server of the product's side for tests: keeps the webhooks that come and has the adapter read them. */
export async function listenForWebhooks(adapter: () => Carrier): Promise<WebhookListener> {
  const heard: Heard[] = [];
  const events: CarrierEvent[] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const webhook = { path: request.url ?? '', headers, form: readForm(Buffer.concat(chunks).toString()) };
    heard.push(webhook);
    const status = answers.shift() ?? 200;
    if (status === 200) events.push(...(adapter().readWebhook(webhook) ?? []));
    response.writeHead(status, { 'content-type': 'text/xml' }).end('<Response/>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    events,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
