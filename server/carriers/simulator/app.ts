import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { commonErrors } from '#contract/endpoint.ts';
import { AppError } from '#server/platform/errors.ts';
import { answerError } from '#server/platform/http/problem.ts';
import { routeUpgrades } from '#server/platform/http/sockets.ts';
import { newId } from '#server/platform/ids.ts';
import { admitAccount, admitNeighbour } from './guard.ts';
import { handsetRoutes } from './handset-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import { messageMediaRoutes } from './message-media-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { numberRoutes } from './number-routes.ts';
import type { Voice } from './voice/index.ts';
import { WireError, wireBody, wireErrors } from './wire-error.ts';
import type { World } from './world.ts';

const wirePrefix = '/2010-04-01';

/** The simulator's web server: the carrier's API for the account, and the handsets' for whoever is at this machine. `base` is its own address. */
export async function createSimulatorApp(world: World, voice: Voice, base: () => string): Promise<FastifyInstance> {
  const app = Fastify({
    // Fastify's own type of log, so that the routes need not carry ours in their types.
    loggerInstance: world.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
    genReqId: () => newId(),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  app.setErrorHandler(answer);
  app.setNotFoundHandler((request) => {
    throw request.url.startsWith(wirePrefix) ? wireErrors.notFound(request.url) : new AppError(commonErrors.notFound);
  });
  await app.register(
    async (wire) => {
      wire.addHook('onRequest', (request, reply) => admitAccount(world.account, request, reply));
      messageRoutes(wire, world);
      messageMediaRoutes(wire, world);
      numberRoutes(wire, world);
      voice.wireRoutes(wire);
    },
    { prefix: `${wirePrefix}/Accounts/:account` },
  );
  await app.register(async (handsets) => {
    handsets.addHook('onRequest', (request) => admitNeighbour(world.account, request));
    handsetRoutes(handsets, world);
    voice.handsetRoutes(handsets);
  });
  await app.register(async (pictures) => mediaRoutes(pictures, world, base));
  routeUpgrades(app);
  return app;
}

/** Each side is answered in its own form: Twilio's, or problem details. */
function answer(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!request.url.startsWith(wirePrefix)) return answerError(error, request, reply, undefined);
  const refusal = error instanceof WireError ? error : refusalFor(error, request);
  if (refusal.status === 429) reply.header('retry-after', '1');
  return reply.code(refusal.status).send(wireBody(refusal));
}

function refusalFor(error: unknown, request: FastifyRequest): WireError {
  // What Fastify throws carries a status.
  const { statusCode } = error as { statusCode?: number };
  if (statusCode !== undefined && statusCode < 500)
    return new WireError(20001, statusCode, 'The request cannot be read');
  request.log.error({ err: error, url: request.routeOptions.url }, 'fault');
  return wireErrors.fault();
}
