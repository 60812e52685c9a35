import type { FastifyReply, FastifyRequest } from 'fastify';
import { commonErrors, type ErrorSpec } from '#contract/endpoint.ts';
import { AppError } from '#server/platform/errors.ts';

/** Bad input found by the schemas: every fault with its path. */
export class InvalidRequest extends Error {
  readonly faults: readonly { path: string; message: string }[];
  constructor(faults: readonly { path: string; message: string }[]) {
    super('request.invalid');
    this.faults = faults;
  }
}

interface Extra {
  readonly field?: string | undefined;
  readonly detail?: Record<string, unknown> | undefined;
  readonly errors?: readonly { path: string; message: string }[];
}

/** Answers with RFC 9457 problem details. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, spec: ErrorSpec, extra: Extra = {}) {
  const wait = extra.detail?.['retryAfterSeconds'];
  if (typeof wait === 'number') reply.header('retry-after', String(Math.max(1, Math.ceil(wait))));
  return reply
    .code(spec.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: spec.message,
        status: spec.status,
        code: spec.code,
        request_id: request.id,
        ...extra,
      }),
    );
}

// What Fastify and its plugins throw, in our words. Anything else below 500 is the request's fault all the same.
const byFastifyCode: Record<string, ErrorSpec> = {
  FST_ERR_CTP_BODY_TOO_LARGE: commonErrors.tooLarge,
  FST_REQ_FILE_TOO_LARGE: commonErrors.tooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: commonErrors.unsupportedMedia,
  FST_ERR_NOT_FOUND: commonErrors.notFound,
};

/** The one error handler. `declared` is what the endpoint says it may refuse with: a refusal it does not declare is our fault. */
export function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  declared: readonly ErrorSpec[] | undefined,
) {
  if (error instanceof InvalidRequest)
    return sendProblem(request, reply, commonErrors.invalid, { errors: error.faults });
  if (error instanceof AppError) {
    if (declared === undefined || isDeclared(declared, error.spec)) {
      return sendProblem(request, reply, error.spec, { field: error.field, detail: error.detail });
    }
    request.log.error(
      { code: error.spec.code, url: request.routeOptions.url },
      'refusal that the contract does not declare',
    );
    return sendProblem(request, reply, commonErrors.fault);
  }
  // Fastify's own errors carry a status and a code.
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode === 429)
    return sendProblem(request, reply, commonErrors.tooMany, { detail: { retryAfterSeconds: 30 } });
  if (statusCode !== undefined && statusCode < 500)
    return sendProblem(request, reply, (code && byFastifyCode[code]) || commonErrors.invalid, {});
  request.log.error({ err: error, url: request.routeOptions.url }, 'fault');
  return sendProblem(request, reply, commonErrors.fault);
}

const common: readonly ErrorSpec[] = Object.values(commonErrors);
const isDeclared = (declared: readonly ErrorSpec[], spec: ErrorSpec) =>
  [...declared, ...common].some((known) => known.code === spec.code);
