import { listOf, type NameAddr, readNameAddr, readParams } from './address.ts';

/** Names in small letters, in the order of the wire. */
export type Headers = readonly (readonly [name: string, value: string])[];

export interface Via {
  readonly host: string;
  /** 0: not told. */
  readonly port: number;
  readonly branch: string;
  readonly params: ReadonlyMap<string, string>;
}

interface Message {
  readonly headers: Headers;
  readonly body: string;
  readonly via: Via;
  readonly from: NameAddr;
  readonly to: NameAddr;
  readonly callId: string;
  readonly cseq: { readonly number: number; readonly method: string };
}
export type Request = Message & { readonly kind: 'request'; readonly method: string; readonly uri: string };
export type Response = Message & { readonly kind: 'response'; readonly status: number };

/** What a datagram is: a message, a request that cannot be followed but answered with 400, or nothing for us. */
export type Read =
  | Request
  | Response
  | {
      readonly kind: 'bad';
      readonly method: string;
      readonly headers: Headers;
      readonly via: Via;
      readonly why: string;
    };

const short: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
  k: 'supported',
};
const token = /^[\w.!%*+`'~-]+$/;
const most = { headers: 200, bytes: 32_768 };

/** Reads one datagram. Undefined for what is no SIP, and for what nobody can be answered about. */
export function readMessage(bytes: Uint8Array): Read | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf('\r\n\r\n');
  if (end < 0 || buffer.length > most.bytes) return undefined;
  const lines = buffer
    .toString('utf8', 0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const start = readStart(lines[0] ?? '');
  const headers = readHeaders(lines.slice(1));
  const via = headers && readVia(listOf(first(headers, 'via') ?? '')[0] ?? '');
  if (!start || !headers || !via) return undefined;
  const rest = buffer.subarray(end + 4);
  const told = first(headers, 'content-length');
  const length = told === undefined ? rest.length : /^\d{1,6}$/.test(told) ? Number(told) : -1;
  const parts = readParts(headers);
  const why =
    length < 0 || length > rest.length
      ? 'Content-Length'
      : typeof parts === 'string'
        ? parts
        : 'method' in start && parts.cseq.method !== start.method
          ? 'CSeq'
          : undefined;
  if (why !== undefined || typeof parts === 'string')
    return 'method' in start ? { kind: 'bad', method: start.method, headers, via, why: why ?? '' } : undefined;
  const message = { headers, via, ...parts, body: rest.toString('utf8', 0, length) };
  return 'method' in start ? { kind: 'request', ...start, ...message } : { kind: 'response', ...start, ...message };
}

function readStart(line: string): { method: string; uri: string } | { status: number } | undefined {
  const response = /^SIP\/2\.0 ([1-6]\d\d)(?: |$)/i.exec(line);
  if (response) return { status: Number(response[1]) };
  const [method = '', uri = '', version = '', more] = line.split(' ');
  if (version.toUpperCase() !== 'SIP/2.0' || more !== undefined || uri === '' || !token.test(method)) return undefined;
  return { method, uri };
}

function readHeaders(lines: readonly string[]): Headers | undefined {
  if (lines.length > most.headers) return undefined;
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    const name = at < 0 ? '' : line.slice(0, at).trim().toLowerCase();
    return [short[name] ?? name, line.slice(at + 1).trim()];
  });
  return headers.every(([name]) => token.test(name)) ? headers : undefined;
}

function readVia(text: string): Via | undefined {
  const found = /^SIP\s*\/\s*2\.0\s*\/\s*\w+\s+(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?:\s*:\s*(\d{1,5}))?\s*((?:;.*)?)$/i.exec(
    text,
  );
  if (!found) return undefined;
  const [, host = '', port = '0', rest = ''] = found;
  const params = readParams(rest);
  if (Number(port) > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port), params, branch: params.get('branch') ?? '' };
}

/** The parts that every message must have; else the name of the one that is missing or wrong. */
function readParts(headers: Headers): Pick<Message, 'from' | 'to' | 'callId' | 'cseq'> | string {
  const from = readNameAddr(first(headers, 'from') ?? '');
  const to = readNameAddr(first(headers, 'to') ?? '');
  const callId = first(headers, 'call-id');
  const [, number = '', method = ''] = /^(\d{1,10})\s+(\S+)$/.exec(first(headers, 'cseq') ?? '') ?? [];
  if (!from) return 'From';
  if (!to) return 'To';
  if (!callId) return 'Call-ID';
  if (number === '' || Number(number) >= 2 ** 31) return 'CSeq';
  return { from, to, callId, cseq: { number: Number(number), method } };
}

export const first = (headers: Headers, name: string) => headers.find(([one]) => one === name)?.[1];

/** All values of a header that may stand several times or be a list. */
export const all = (headers: Headers, name: string): string[] =>
  headers.filter(([one]) => one === name).flatMap(([, value]) => listOf(value));

const reasons: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  415: 'Unsupported Media Type',
  420: 'Bad Extension',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  483: 'Too Many Hops',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
  603: 'Decline',
};

/** The answer to a request: it bears the request's own addresses, and goes back the way the request came. */
export function writeResponse(
  request: { readonly headers: Headers },
  status: number,
  more: { readonly toTag?: string; readonly headers?: Headers; readonly body?: string; readonly source?: Source } = {},
): string {
  const echoed = request.headers.filter(([name]) => ['via', 'from', 'to', 'call-id', 'cseq'].includes(name));
  const routes = status < 300 ? request.headers.filter(([name]) => name === 'record-route') : [];
  let isTop = true;
  const headers = [...echoed, ...routes].map(([name, value]): [string, string] => {
    if (name === 'to' && more.toTag !== undefined && !/;\s*tag\s*=/i.test(value))
      return [name, `${value};tag=${more.toTag}`];
    if (name !== 'via' || !isTop || !more.source) return [name, value];
    isTop = false;
    return [name, withSource(value, more.source)];
  });
  return write(
    `SIP/2.0 ${status} ${reasons[status] ?? 'Answer'}`,
    [...headers, ...(more.headers ?? [])],
    more.body ?? '',
  );
}

export interface Source {
  readonly host: string;
  readonly port: number;
}

/** Says in the topmost Via where the request really came from (RFC 3581). */
function withSource(value: string, source: Source): string {
  const [top = '', ...others] = listOf(value);
  const told = `${top.replace(/;\s*rport(?=\s*(;|$))/i, `;rport=${source.port}`)};received=${source.host}`;
  return [told, ...others].join(', ');
}

export const writeRequest = (method: string, uri: string, headers: Headers, body = ''): string =>
  write(`${method} ${uri} SIP/2.0`, headers, body);

const spelled: Readonly<Record<string, string>> = {
  'call-id': 'Call-ID',
  cseq: 'CSeq',
  'www-authenticate': 'WWW-Authenticate',
};
const spell = (name: string) => spelled[name] ?? name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

function write(start: string, headers: Headers, body: string): string {
  const lines = headers.map(([name, value]) => `${spell(name)}: ${value}`);
  const type = body === '' ? [] : ['Content-Type: application/sdp'];
  return [start, ...lines, ...type, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}
