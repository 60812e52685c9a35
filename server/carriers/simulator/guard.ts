import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commonErrors } from '#contract/endpoint.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Account } from './account.ts';
import { wireErrors } from './wire-error.ts';

/** Lets in who knows the account's id and token, and asks for its own account. */
export async function admitAccount(account: Account, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (hasCredentials(account, request)) {
    const { account: asked } = request.params as { account?: string }; // the prefix of every such route names it
    if (asked === account.sid) return;
    throw wireErrors.notFound(request.url.split('?', 1)[0] ?? '');
  }
  reply.header('www-authenticate', 'Basic realm="Twilio API"');
  throw wireErrors.authenticate();
}

/**
 * Lets in who is at this machine, the product's server for one, and who knows the account. A page of another site is
 * neither, even when its browser runs here, nor is a name that somebody pointed at this machine.
 */
export async function admitNeighbour(account: Account, request: FastifyRequest): Promise<void> {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') throw new AppError(commonErrors.crossOrigin);
  if (isLoopback(request.ip) && isLoopback(request.hostname)) return;
  if (!hasCredentials(account, request)) throw new AppError(commonErrors.signInNeeded);
}

const isLoopback = (name: string) => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|::ffff:127(\.\d{1,3}){3})$/.test(name);

function hasCredentials(account: Account, request: FastifyRequest): boolean {
  const given = /^basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const wanted = Buffer.from(`${account.sid}:${account.token}`);
  const decoded = Buffer.from(given, 'base64');
  return decoded.length === wanted.length && timingSafeEqual(decoded, wanted);
}
