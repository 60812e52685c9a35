import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Account } from '../account.ts';
import { first, type Request } from './message.ts';
import type { Incoming } from './server-transactions.ts';

const realm = 'trunkline';
const nonceMs = 300_000;

/**
 * Whether a request may be followed: one from this machine may, any other signs in with the account's id and token (digest,
 * RFC 2617 as telephones speak it). Who has not is answered here.
 */
export function admits(account: Account, incoming: Incoming, now: number): boolean {
  const { request, source } = incoming;
  if (/^(127\.|::1$|::ffff:127\.)/.test(source.host)) return true;
  const given = readDigest(first(request.headers, 'authorization') ?? '');
  const isFresh = isOurNonce(account, given.get('nonce') ?? '', now);
  if (isFresh && isProof(account, request, given)) return true;
  const stale = given.size > 0 && !isFresh ? ', stale=true' : '';
  const challenge = `Digest realm="${realm}", nonce="${newNonce(account, now)}", algorithm=MD5, qop="auth"${stale}`;
  incoming.respond(401, { toTag: 'who', headers: [['www-authenticate', challenge]] });
  return false;
}

function readDigest(value: string): ReadonlyMap<string, string> {
  if (!/^digest\s/i.test(value)) return new Map();
  const pairs = value.slice(7).matchAll(/(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g);
  return new Map([...pairs].map(([, name = '', quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? '']));
}

/** The time, and a seal that says that it is ours: nothing needs to be kept. */
function newNonce(account: Account, now: number): string {
  const at = now.toString(36);
  return `${at}.${createHmac('sha256', account.token).update(`sip nonce ${at}`).digest('hex').slice(0, 32)}`;
}

function isOurNonce(account: Account, nonce: string, now: number): boolean {
  const at = Number.parseInt(nonce.split('.', 1)[0] ?? '', 36);
  return Number.isSafeInteger(at) && same(nonce, newNonce(account, at)) && now - at < nonceMs;
}

function isProof(account: Account, request: Request, given: ReadonlyMap<string, string>): boolean {
  const of = (name: string) => given.get(name) ?? '';
  const secret = md5(`${account.sid}:${realm}:${account.token}`);
  const what = md5(`${request.method}:${of('uri')}`);
  const middle = of('qop') === '' ? [of('nonce')] : [of('nonce'), of('nc'), of('cnonce'), of('qop')];
  return of('username') === account.sid && same(of('response'), md5([secret, ...middle, what].join(':')));
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(md5(a)), Buffer.from(md5(b)));
