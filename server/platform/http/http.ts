import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyRequest, LogController } from 'fastify';
import { type Access, commonErrors } from '#contract/endpoint.ts';
import { newId } from '#server/platform/ids.ts';
import type { Log } from '#server/platform/log.ts';
import type { Caller } from './caller.ts';
import { lateWriters } from './late-writers.ts';
import type { App } from './mount.ts';
import { answerError, sendProblem } from './problem.ts';

export interface HttpOptions {
  readonly log: Log;
  readonly publicUrl: string;
  /** Addresses of proxies whose X-Forwarded-For is believed; false: none. */
  readonly trustProxy: boolean | string;
  readonly admit: (request: FastifyRequest, access: Access) => Promise<Caller | undefined>;
}

/** The web server with everything that is the same for all routes, and no route yet. */
export async function createHttp(options: HttpOptions): Promise<App> {
  const app = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: 256 * 1024,
    genReqId: () => newId(),
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 500 },
    forceCloseConnections: true,
    schemaController: { compilersFactory: { buildSerializer: lateWriters } },
  });
  app.decorate('admit', options.admit);
  app.decorate('ownOrigin', new URL(options.publicUrl).origin);
  app.decorateRequest('caller', undefined);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, undefined));
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, commonErrors.notFound));
  app.addHook('onRoute', (route) => {
    const access = route.config?.access;
    if (!access && !guardedAsAWhole.test(route.url))
      throw new Error(`${String(route.method)} ${route.url} declares no access`);
  });
  const guards = await guardHeaders(options.publicUrl);
  const dataGuards = guardsOfData(guards);
  app.addHook('onRequest', (request, reply, done) => {
    const { answersData } = request.routeOptions.config;
    reply.headers(answersData ? dataGuards : guards).header('x-request-id', request.id);
    done();
  });
  await app.register(cookie);
  await app.register(multipart, { limits: { files: 1, fields: 4, fileSize: 10 * 1024 * 1024 } });
  await app.register(rateLimit, { global: false });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Trunkline', version: '1', description: 'Lines, their settings and their company.' },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'trunkline', description: 'The cookie that signing in sets.' },
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the line: `Authorization: Bearer …`.' },
          v1Name: {
            type: 'apiKey',
            in: 'query',
            name: 'username',
            description: 'Under /v1: the username of the line.',
          },
          v1Key: { type: 'apiKey', in: 'query', name: 'api_key', description: 'Under /v1: an API key of the line.' },
          v1Basic: { type: 'http', scheme: 'basic', description: 'Under /v1: username, and API key or password.' },
        },
      },
    },
  });
  return app;
}

/** The headers that tell browsers what not to do. They are the same for every answer, so they are worked out once: doing it each time costs a tenth of a quick read. */
async function guardHeaders(publicUrl: string): Promise<Record<string, string>> {
  const app = Fastify();
  await app.register(helmet, {
    contentSecurityPolicy: contentPolicy(publicUrl),
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: publicUrl.startsWith('https:'),
  });
  app.get('/', async () => '');
  const { headers } = await app.inject('/');
  await app.close();
  const ofTheAnswer = new Set(['content-type', 'content-length', 'date', 'connection']);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (ofTheAnswer.has(name) ? [] : [[name, String(value)]])),
  );
}

/** Of answers that are only ever data for programs: what is for documents and their scripts is left out, and none may be run. */
const guardsOfData = (guards: Readonly<Record<string, string>>): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(guards).filter(([name]) => keptForData.has(name))),
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
});
const keptForData = new Set(['x-content-type-options', 'referrer-policy', 'strict-transport-security']);

// Routes that plugins make by themselves: the reader of the API document is open to all, the simulator's scope has its own guard.
const guardedAsAWhole = /^\/(docs|simulator)(\/|$)/;

const contentPolicy = (publicUrl: string) => ({
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'style-src': ["'self'", "'unsafe-inline'"],
    'script-src': ["'self'"],
    'frame-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    ...(publicUrl.startsWith('https:') ? { 'upgrade-insecure-requests': [] } : {}),
  },
});
