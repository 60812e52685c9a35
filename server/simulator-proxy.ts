import { request as ask } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commonErrors, operator } from '#contract/endpoint.ts';
import { simulatorCalls } from '#contract/simulator-calls.ts';
import { AppError } from '#server/platform/errors.ts';
import type { App } from '#server/platform/http/mount.ts';
import { sameSite } from '#server/platform/http/same-site.ts';
import { relaySocket } from '#server/platform/http/sockets.ts';

/**
 * The handset page talks to the simulator through us, so that who may is decided in one place. Written out: the package for
 * it brings an HTTP client of its own, a tenth of the memory of a whole process.
 */
export async function simulatorProxy(app: App, upstream: string): Promise<void> {
  await app.register(async (scope) => {
    // Bodies pass through as they come.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    scope.addHook('onRequest', async (request) => {
      if (request.method !== 'GET' && !sameSite(request, app.ownOrigin)) throw new AppError(commonErrors.crossOrigin);
      request.caller = await app.admit(request, operator);
    });
    scope.get(simulatorCalls.sound.path, { schema: { hide: true } }, async (request, reply) => {
      // A socket is opened by GET: another site's page must not be able to listen.
      if (!sameSite(request, app.ownOrigin)) throw new AppError(commonErrors.crossOrigin);
      relaySocket(request.raw, `${upstream.replace('http', 'ws')}${request.url}`);
      return reply.hijack();
    });
    scope.all('/simulator/*', { schema: { hide: true } }, (request, reply) => pass(upstream, request, reply));
  });
}

// What concerns one connection only is not passed on (RFC 9110, 7.6.1).
const hops = ['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'host'];

/** Sends the request on, and the answer back piece by piece as it comes: live news never ends. */
async function pass(upstream: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !hops.includes(name)));
  const outgoing = ask(new URL(request.url, upstream), { method: request.method, headers });
  reply.raw.once('close', () => outgoing.destroy());
  const answered = new Promise<FastifyReply>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      for (const [name, value] of Object.entries(incoming.headers))
        if (!hops.includes(name) && value !== undefined) reply.header(name, value);
      resolve(reply.code(incoming.statusCode ?? 502).send(incoming));
    });
  });
  await Promise.all([pipeline(request.raw, outgoing), answered]);
  return reply;
}
