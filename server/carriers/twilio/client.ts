import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Log } from '#server/platform/log.ts';
import { CarrierDownError } from '../carrier.ts';
import { ExchangeTimedOut, exchanger } from './exchange.ts';

export interface ClientOptions {
  /** Where the carrier's API is, without the version: `https://api.twilio.com`. */
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** How long an answer may take, in milliseconds; 10 s unless told. */
  readonly timeoutMs?: number;
  readonly log?: Log;
}

/** What the carrier said. `body` is undefined when it was not JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterSeconds: number | undefined;
}

/** The carrier fell silent after the request had been, or may have been, written to it. */
export class CarrierSilentError extends CarrierDownError {}

export interface Client {
  /** Asks the account's resource at `path`. Throws `CarrierDownError` when nothing was written, else `CarrierSilentError`. */
  get(path: string, query?: Fields): Promise<Answer>;
  post(path: string, form: Fields): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** A file at `path`; undefined when there is none, or one that is larger than this. */
  file(path: string, mostBytes: number): Promise<Uint8Array | undefined>;
  /** All items of a list, page after page, until `enough` says so of what has come. */
  list<S extends TSchema>(
    path: string,
    query: Fields,
    key: string,
    item: S,
    enough?: (items: Static<S>[]) => boolean,
  ): Promise<Static<S>[]>;
}

type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

const Fault = Compile(
  Type.Object({
    code: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
    message: Type.Optional(Type.String()),
  }),
);

export function createClient(options: ClientOptions): Client {
  const root = `${options.baseUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${options.accountSid}`;
  const authorization = `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')}`;

  const exchange = exchanger();

  async function ask(method: string, url: string, form?: URLSearchParams): Promise<Answer> {
    try {
      // A redirect is not followed: it would carry a text to an address nobody configured.
      const answer = await exchange({
        method,
        url,
        headers: { authorization, accept: 'application/json' },
        ...(form && { form: form.toString() }),
        timeoutMs: options.timeoutMs ?? 10_000,
      });
      const { status, headers, body } = answer;
      return { status, body: parsed(body), retryAfterSeconds: secondsIn(headers['retry-after']) };
    } catch (error) {
      const failure = asFailure(error);
      options.log?.warn({ method, resource: resourceOf(url), why: failure.message }, 'the carrier did not answer');
      throw failure;
    }
  }

  const addressOf = (path: string, query: Fields = {}) => {
    const search = encode(query).toString();
    return search === '' ? root + path : `${root + path}?${search}`;
  };

  return {
    get: (path, query) => ask('GET', addressOf(path, query)),
    post: (path, form) => ask('POST', addressOf(path), encode(form)),
    delete: (path) => ask('DELETE', addressOf(path)),
    async file(path, mostBytes) {
      try {
        const response = await fetch(addressOf(path), {
          headers: { authorization },
          // Files lie elsewhere at some carriers; the password is not sent along to another host.
          redirect: 'follow',
          signal: AbortSignal.timeout(options.timeoutMs ?? 30_000),
        });
        if (response.status === 404) return undefined;
        if (!response.ok) throw refusal(response.status, undefined);
        const content = await upTo(mostBytes, response);
        if (!content)
          options.log?.warn({ resource: resourceOf(addressOf(path)) }, 'a file of the carrier is too large');
        return content;
      } catch (error) {
        throw error instanceof CarrierDownError ? error : asFailure(error);
      }
    },
    async list(path, query, key, item, enough) {
      const Page = Compile(
        Type.Object({
          [key]: Type.Array(item),
          next_page_uri: Type.Optional(Type.Union([Type.String(), Type.Null()])),
        }),
      );
      const items: Static<typeof item>[] = [];
      let url: string | undefined = addressOf(path, query);
      for (let page = 0; url !== undefined; page += 1) {
        if (page === mostPages) throw new CarrierDownError(`the list of ${path} has no end`);
        const { status, body } = await ask('GET', url);
        if (status !== 200 || !Page.Check(body)) throw refusal(status, body);
        items.push(...(body[key] as Static<typeof item>[])); // just checked against Page
        const next = body.next_page_uri as string | null | undefined; // likewise
        url = next && !enough?.(items) ? nextPage(next, root) : undefined;
      }
      return items;
    },
  };
}

/** The body of an answer, read no further than so many bytes; undefined where there are more. */
async function upTo(mostBytes: number, response: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    // Leaving the loop closes the connection.
    if (length > mostBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const mostPages = 100;

/** The code and words of an answer that is not a success. */
export function faultIn(body: unknown): { readonly code: string; readonly message: string } {
  if (!Fault.Check(body)) return { code: '', message: '' };
  return { code: String(body.code ?? ''), message: body.message ?? '' };
}

/** An answer that makes what was asked for impossible now. */
export function refusal(status: number, body: unknown): CarrierDownError {
  const { code, message } = faultIn(body);
  return new CarrierDownError(`the carrier answered ${status} ${code} ${message}`.trim());
}

function encode(fields: Fields): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of value === undefined ? [] : [value].flat()) form.append(name, one);
  }
  return form;
}

// The next page is told by the carrier: it may be elsewhere on the same host, and nowhere else, for it gets the password.
function nextPage(uri: string, root: string): string {
  const url = new URL(uri, root);
  if (url.origin !== new URL(root).origin) throw new CarrierDownError('the next page is on another host');
  return url.href;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function secondsIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

// The last part of a path may hold a number; the resource's name says enough.
const resourceOf = (url: string) => new URL(url).pathname.split('/')[4] ?? '';

// With these the connection never stood, so no byte of the request can have reached the carrier.
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function asFailure(error: unknown): CarrierDownError {
  if (error instanceof ExchangeTimedOut || (error instanceof Error && error.name === 'TimeoutError'))
    return new CarrierSilentError('timed out');
  // Those of `fetch` are in the cause. Where a host has several addresses, each has its own failure, and none of them answered.
  const found = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const causes = found instanceof AggregateError ? found.errors : [found];
  const codes = causes.map((one) => (one instanceof Error && 'code' in one ? String(one.code) : ''));
  const [code = ''] = codes;
  if (codes.length > 0 && codes.every((one) => neverConnected.has(one))) return new CarrierDownError(code);
  return new CarrierSilentError(code || 'connection lost');
}
