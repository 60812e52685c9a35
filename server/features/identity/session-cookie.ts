import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '#server/config.ts';
import { absoluteMs } from './sessions.ts';

// The `__Host-` prefix makes browsers refuse the cookie from any other host or path; it only works over https (R12).
const nameOf = (config: Config) => (config.secureCookies ? '__Host-trunkline' : 'trunkline');

export const sessionToken = (request: FastifyRequest, config: Config) => request.cookies[nameOf(config)];

export function setSessionCookie(reply: FastifyReply, config: Config, token: string): void {
  reply.setCookie(nameOf(config), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.secureCookies,
    maxAge: absoluteMs / 1000,
  });
}

export function clearSessionCookie(reply: FastifyReply, config: Config): void {
  reply.clearCookie(nameOf(config), { path: '/', httpOnly: true, sameSite: 'lax', secure: config.secureCookies });
}
