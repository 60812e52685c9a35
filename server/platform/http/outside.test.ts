import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { askOutside, isPublic, OutsideRefused, OutsideSilent, OutsideTooLarge } from './outside.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server that listens has one
}
const order = { method: 'GET', timeoutMs: 500, mostBytes: 1000 } as const;

describe('machines that are not on the internet', () => {
  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://10.0.0.1/',
    'http://192.168.1.1/',
    'http://172.16.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://255.255.255.255/',
    'http://224.0.0.1/',
  ])('%s is not asked', async (address) => {
    await expect(askOutside(address, order)).rejects.toBeInstanceOf(OutsideRefused);
  });

  test.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'nonsense',
    'http://user:secret@example.com/',
  ])('%s is no address to ask', async (address) => {
    await expect(askOutside(address, order)).rejects.toBeInstanceOf(OutsideRefused);
  });

  test('are asked when they are allowed, by host and port', async () => {
    const url = await serve((_request, response) => response.end('hello'));
    const { host } = new URL(url);
    expect((await askOutside(url, { ...order, allowed: [host] })).body.toString()).toBe('hello');
    await expect(askOutside(url, { ...order, allowed: ['127.0.0.1:1'] })).rejects.toBeInstanceOf(OutsideRefused);
  });

  test('public addresses are told from others', () => {
    expect(['93.184.216.34', '8.8.8.8', '2606:2800:220:1::1'].map(isPublic)).toEqual([true, true, true]);
    expect(['', '1.2.3', '192.0.2.1', '198.18.0.1', '::', 'ff02::1', '2001:db8::1'].some(isPublic)).toBe(false);
  });
});

test('a redirect is told, not followed', async () => {
  let asked = 0;
  const url = await serve((_request, response) => {
    asked += 1;
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  });
  const answer = await askOutside(url, { ...order, allowed: ['127.0.0.1'] });
  expect([answer.status, asked]).toEqual([302, 1]);
});

test('an answer that does not come is given up', async () => {
  const url = await serve(() => {});
  await expect(askOutside(url, { ...order, allowed: ['127.0.0.1'] })).rejects.toBeInstanceOf(OutsideSilent);
  await expect(askOutside('http://127.0.0.1:1/', { ...order, allowed: ['127.0.0.1'] })).rejects.toBeInstanceOf(
    OutsideSilent,
  );
});

test('of an answer without end only so much is read, or it is refused', async () => {
  const url = await serve((_request, response) => {
    response.write('x'.repeat(100_000));
  });
  const allowed = ['127.0.0.1'];
  expect((await askOutside(url, { ...order, allowed })).body).toHaveLength(1000);
  await expect(askOutside(url, { ...order, allowed, whole: true })).rejects.toBeInstanceOf(OutsideTooLarge);
});
