import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { CarrierDownError } from '../carrier.ts';
import { twilioCarrier } from './index.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});
async function serve(answer: RequestListener) {
  const heard: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    heard.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return { url: `http://127.0.0.1:${port}`, heard };
}
const carrierAt = (baseUrl: string, mediaHost?: string) =>
  twilioCarrier({
    baseUrl,
    accountSid: 'AC1',
    authToken: 't',
    publicUrl: 'https://example.com',
    connectionId: 'main',
    timeoutMs: 500,
    ...(mediaHost !== undefined && { mediaHost }),
  });
const limits = { mostBytes: 1000 };
const hostOf = (url: string) => new URL(url).host;

test('a file is fetched with our password from the carrier itself', async () => {
  const carrier = await serve((_request, response) =>
    response.writeHead(200, { 'content-type': 'image/png; x=1' }).end('png'),
  );
  const got = await carrierAt(carrier.url, hostOf(carrier.url)).fetchMedia(`${carrier.url}/Media/ME1`, limits);
  expect(got).toEqual({ kind: 'file', content: Buffer.from('png'), contentType: 'image/png' });
  expect(carrier.heard[0]?.headers.authorization).toMatch(/^Basic /);
});

test('a redirect is followed, but the password stays at home', async () => {
  const store = await serve((_request, response) => response.end('stored'));
  const carrier = await serve((_request, response) => response.writeHead(307, { location: `${store.url}/x` }).end());
  const only = carrierAt(carrier.url, hostOf(carrier.url));
  // The store is not on the internet here, so it is not asked.
  expect(await only.fetchMedia(`${carrier.url}/Media/ME1`, limits)).toEqual({ kind: 'refused', why: 'address' });
  const both = carrierAt(carrier.url, '127.0.0.1');
  expect(await both.fetchMedia(`${carrier.url}/Media/ME1`, limits)).toMatchObject({
    kind: 'file',
    content: Buffer.from('stored'),
  });
  expect(store.heard.map((request) => request.headers.authorization)).toEqual([undefined]);
});

test('no file is fetched from the private network, whatever a webhook says', async () => {
  const inside = await serve((_request, response) => response.end('secret'));
  const got = await carrierAt('https://api.example.com').fetchMedia(`${inside.url}/secret`, limits);
  expect([got, inside.heard.length]).toEqual([{ kind: 'refused', why: 'address' }, 0]);
});

test('a file that is too large, gone, or moved for ever is refused; a carrier in trouble is asked again later', async () => {
  const answers: RequestListener[] = [
    (_request, response) => response.end('x'.repeat(1001)),
    (_request, response) => response.writeHead(404).end(),
    (request, response) => response.writeHead(302, { location: request.url ?? '/' }).end(),
  ];
  const whys: unknown[] = [];
  for (const answer of answers) {
    const carrier = await serve(answer);
    whys.push(await carrierAt(carrier.url, hostOf(carrier.url)).fetchMedia(`${carrier.url}/m`, limits));
  }
  expect(whys).toEqual(['too_large', 'gone', 'address'].map((why) => ({ kind: 'refused', why })));
  const down = await serve((_request, response) => response.writeHead(503).end());
  await expect(carrierAt(down.url, hostOf(down.url)).fetchMedia(`${down.url}/m`, limits)).rejects.toBeInstanceOf(
    CarrierDownError,
  );
});
