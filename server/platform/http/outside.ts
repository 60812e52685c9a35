import { lookup as resolve } from 'node:dns/promises';
import { type IncomingMessage, request as plain, type RequestOptions } from 'node:http';
import { request as secure } from 'node:https';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export interface OutsideRequest {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  /** What is read of the answer; with `whole` a longer one is refused, else the rest is let go. */
  readonly mostBytes: number;
  readonly whole?: boolean;
  /** Hosts (`name` or `name:port`) that may be asked though they are not on the internet. */
  readonly allowed?: readonly string[];
}

export interface OutsideAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** The address is not one that may be asked: no address of the web, or a machine that is not on the internet. */
export class OutsideRefused extends Error {}
/** Nobody answered, or not in time. */
export class OutsideSilent extends Error {}
/** The answer is larger than it may be. */
export class OutsideTooLarge extends Error {}

/**
 * Asks an address that somebody else chose. It never reaches a machine of the private network: the name is resolved here, every
 * address it has must be public, and the connection goes to the very address that was checked. Redirects are not followed.
 */
export async function askOutside(address: string, order: OutsideRequest): Promise<OutsideAnswer> {
  const url = webAddress(address);
  const to = await checkedAddress(url, order.allowed ?? []);
  const options: RequestOptions = {
    method: order.method,
    headers: {
      'user-agent': 'Trunkline/1',
      ...order.headers,
      ...(order.body !== undefined && { 'content-length': Buffer.byteLength(order.body) }),
    },
    agent: false,
    signal: AbortSignal.timeout(order.timeoutMs),
    lookup: (_name, { all }, done) => {
      const family = isIP(to);
      if (all)
        (done as (error: null, found: { address: string; family: number }[]) => void)(null, [{ address: to, family }]);
      else done(null, to, family);
    },
  };
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(error instanceof OutsideTooLarge ? error : new OutsideSilent(reasonOf(error)));
    const asked = (url.protocol === 'https:' ? secure : plain)(url, options, (answer) => {
      read(answer, order).then(
        (body) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
        fail,
      );
    });
    asked.on('error', fail);
    asked.end(order.body);
  });
}

/** Whether an address could be asked at all, without asking anybody. Throws `OutsideRefused`. */
export function webAddress(address: string): URL {
  if (!URL.canParse(address)) throw new OutsideRefused('not an address');
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new OutsideRefused('not an address of the web');
  if (url.username !== '' || url.password !== '') throw new OutsideRefused('an address with a password');
  return url;
}

/** The one address that will be connected to. Throws `OutsideRefused`, `OutsideSilent` where the name has none. */
export async function checkedAddress(url: URL, allowed: readonly string[]): Promise<string> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(name) ? [name] : await addressesOf(name);
  const [first] = found;
  if (first === undefined) throw new OutsideSilent('the name has no address');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (allowed.includes(url.hostname) || allowed.includes(`${url.hostname}:${port}`)) return first;
  // One private address among public ones is a trap: which of them is connected to would be the name's owner's choice.
  if (!found.every(isPublic)) throw new OutsideRefused('not on the internet');
  return first;
}

async function addressesOf(name: string): Promise<string[]> {
  try {
    return (await resolve(name, { all: true })).map((one) => one.address);
  } catch {
    throw new OutsideSilent('the name is not known');
  }
}

/** Whether an IP address is an ordinary one of the internet; those that wrap another are judged by what they wrap. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 0) return false;
  return ipaddr.process(address).range() === 'unicast';
}

async function read(answer: IncomingMessage, { mostBytes, whole }: OutsideRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) {
      answer.destroy();
      if (whole) throw new OutsideTooLarge('larger than allowed');
      chunks.push(chunk.subarray(0, chunk.length - (size - mostBytes)));
      break;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const reasonOf = (error: Error) =>
  error.name === 'AbortError' || error.name === 'TimeoutError'
    ? 'timed out'
    : 'code' in error
      ? String(error.code)
      : 'connection lost';
