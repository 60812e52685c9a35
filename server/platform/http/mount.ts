import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { type TSchema, Type } from 'typebox';
import {
  type Access,
  type BodyOf,
  commonErrors,
  type Endpoint,
  type ErrorSpec,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
} from '#contract/endpoint.ts';
import { Problem } from '#contract/shapes.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Log } from '#server/platform/log.ts';
import type { Caller, Origin } from './caller.ts';
import { answerError } from './problem.ts';
import { sameSite } from './same-site.ts';
import { validator } from './validate.ts';
import { writtenOnce } from './written.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** The route's answers are data for programs, and never a document, picture or script. */
    answersData?: true;
  }
  interface FastifyInstance {
    /** Finds out who calls and whether the endpoint's access lets them in; throws the refusal. */
    admit(request: FastifyRequest, access: Access): Promise<Caller | undefined>;
    ownOrigin: string;
  }
  interface FastifyRequest {
    caller: Caller | undefined;
  }
}

export type App = FastifyInstance<Server, IncomingMessage, ServerResponse, Log>;

/** What a route gets: the checked parts of the request, and who calls from where. */
export interface Call<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly caller: E['access']['who'] extends 'line' ? Caller : Caller | undefined;
  readonly origin: Origin;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const mounted = new WeakMap<App, Endpoint[]>();
/** Every endpoint an app serves: what the stranger sweep walks through. */
export const endpointsOf = (app: App): readonly Endpoint[] => mounted.get(app) ?? [];

/** Serves one endpoint of the contract. The handler returns the reply's body; refusals are thrown. */
export function mount<const E extends Endpoint>(
  app: App,
  spec: E,
  handler: (call: Call<E>) => Promise<ReplyOf<E>> | ReplyOf<E>,
): void {
  if (!spec.access) throw new Error(`${spec.method} ${spec.path} declares no access`);
  mounted.set(app, [...endpointsOf(app), spec]);
  const checks = {
    params: spec.params && validator(spec.params, 'params'),
    query: spec.query && validator(spec.query, 'query'),
    body: spec.body && validator(spec.body, 'body'),
  };
  const options: Parameters<App['route']>[0] = {
    method: spec.method,
    url: spec.path,
    config: { access: spec.access, ...limitFor(spec) },
    schema: documented(spec),
    // The schemas above are for the document and for writing replies; checking is done below, after access.
    validatorCompiler: () => () => true,
    onRequest: async (request, reply) => {
      if (spec.method !== 'GET' && !sameSite(request, app.ownOrigin)) throw new AppError(commonErrors.crossOrigin);
      reply.header('cache-control', 'no-store');
      request.caller = await app.admit(request, spec.access);
    },
    errorHandler: (error, request, reply) => answerError(error, request, reply, spec.errors),
    handler: async (request, reply) => {
      const result = await handler({
        params: (checks.params?.(request.params) ?? undefined) as ParamsOf<E>, // just checked against its schema
        query: (checks.query?.(request.query) ?? undefined) as QueryOf<E>, // likewise
        body: (checks.body?.(request.body) ?? undefined) as BodyOf<E>, // likewise
        caller: request.caller as Call<E>['caller'], // `admit` refuses a line endpoint without a caller
        origin: originOf(request),
        request,
        reply,
      });
      if (spec.kind === 'stream' || spec.kind === 'binary') return reply;
      reply.code(spec.status ?? 200);
      const written = writtenOnce(result, () => String(reply.serialize(result)));
      return written === undefined ? reply.send(result) : reply.type('application/json; charset=utf-8').send(written);
    },
  };
  app.route(options);
}

export const originOf = (request: FastifyRequest): Origin => ({
  ip: request.ip,
  userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
});

// A coarse shield per address in front of the doors that need no sign-in; the exact limits are in the acts (R9).
function limitFor(spec: Endpoint) {
  if (spec.access.who !== 'anyone' || spec.method === 'GET') return {};
  return { rateLimit: { max: 300, timeWindow: 60_000 } };
}

/** The endpoint as the OpenAPI document and the reply writer see it. */
function documented(spec: Endpoint): FastifySchema {
  const refusals = [
    ...spec.errors,
    commonErrors.fault,
    ...(spec.body || spec.query || spec.params ? [commonErrors.invalid] : []),
    ...refusalsOf(spec.access),
  ];
  const byStatus = Map.groupBy(refusals, (refusal) => refusal.status);
  const response: Record<string, TSchema> = {};
  for (const [status, group] of byStatus)
    response[status] = Type.Unsafe({
      ...Problem,
      description: group.map((one) => `\`${one.code}\`: ${one.message}`).join('\n\n'),
    });
  if (spec.reply && spec.kind !== 'stream') response[spec.status ?? 200] = spec.reply;
  return {
    summary: spec.summary,
    tags: [spec.path.split('/')[2] ?? 'api'],
    security:
      spec.access.who === 'anyone'
        ? []
        : [{ session: [] }, ...(spec.access.who === 'line' && spec.access.scope ? [{ apiKey: [] }] : [])],
    ...(spec.params && { params: spec.params }),
    ...(spec.query && { querystring: spec.query }),
    ...(spec.body && { body: spec.body }),
    ...(spec.upload && { consumes: ['multipart/form-data'] }),
    response,
  };
}

const refusalsOf = (access: Access): ErrorSpec[] => {
  if (access.who === 'anyone') return [];
  return [
    commonErrors.signInNeeded,
    commonErrors.notAllowed,
    ...(access.who === 'line' && access.beforeSecondStep ? [] : [commonErrors.secondStepMissing]),
    ...(access.who === 'line' && access.proof ? [commonErrors.proofNeeded] : []),
    ...(access.who === 'line' && access.scope
      ? [commonErrors.scopeNeeded, commonErrors.tooMany, commonErrors.limitsReached]
      : []),
  ];
};
