import type { FastifyRequest } from 'fastify';
import { commonErrors } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { type KeyGate, passwordProver, usernameBook } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { originOf } from '#server/platform/http/mount.ts';
import type { PlanPart } from './plan-part.ts';
import { unauthorized } from './refusals.ts';
import { isObject, textOf } from './wire.ts';

interface Credentials {
  readonly username: string;
  /** An API key, or where `orPassword` the password. */
  readonly secret: string;
  readonly orPassword: boolean;
}

interface Admitted {
  readonly caller: Caller;
  /** Where it was asked for. */
  readonly plan: PlanPart | undefined;
}

export type V1Admission = ReturnType<typeof createV1Admission>;

/**
 * Finds out who calls and counts the call on the line's meter. Credentials come in the query, as HTTP Basic (key or password),
 * as `Authorization: ApiKey name:key`, or half in the query and half in the body. What is returned throws 401, 420 and
 * 429; those cost nothing.
 */
export function createV1Admission(deps: Deps, gate: KeyGate<PlanPart>) {
  const holderOfUsername = usernameBook(deps);
  const prove = passwordProver(deps);

  const holderOf = async (given: Credentials, request: FastifyRequest) => {
    const holder = await gate.find(given.secret);
    // A key of somebody else's line opens nothing under this name. Former usernames work for 30 days.
    if (holder) return (await holderOfUsername(given.username)) === holder.lineId ? holder : undefined;
    if (!given.orPassword) return undefined;
    const ref = await prove({ username: given.username, password: given.secret }, originOf(request));
    // What a password opens is counted like a call by the line's own key.
    return ref && gate.findOwn(ref);
  };

  const letIn = async (
    holder: Awaited<ReturnType<typeof holderOf>>,
    request: FastifyRequest,
    { asksPlan, otherwise }: { asksPlan: boolean; otherwise: string },
  ): Promise<Admitted> => {
    if (!holder || holder.suspended) throw unauthorized(otherwise);
    // This API knows no scopes, and its settings show the line's own key: a key that may do only some things opens nothing here.
    if (holder.scopes !== null) throw unauthorized("Use the line's own API key here: a named key works under /api.");
    const admission = await gate.admit(holder, asksPlan);
    if (admission.kind === 'dead') throw unauthorized('This API key does not work any more.');
    if (admission.kind === 'limit') throw admission.refusal;
    if (admission.kind === 'too fast')
      throw new AppError(commonErrors.tooMany, {
        detail: { retryAfterSeconds: 60 - deps.clock.now().getUTCSeconds() },
      });
    const caller: Caller = {
      companyId: holder.companyId,
      lineId: holder.lineId,
      roles: holder.roles,
      sessionId: undefined,
      keyId: holder.keyId,
      scopes: holder.scopes ?? undefined,
      provenAt: undefined,
      lineVersion: admission.lineVersion,
      origin: originOf(request),
    };
    return { caller, plan: admission.told };
  };

  return {
    admit: async (request: FastifyRequest, asksPlan: boolean) => {
      const given = credentialsOf(request);
      if (!given) throw unauthorized(howTo);
      return letIn(await holderOf(given, request), request, {
        asksPlan,
        otherwise: 'The username and API key do not belong together.',
      });
    },
    /** For the call that asks for a token, which has no key yet. */
    admitByPassword: async (given: { username: string; password: string }, request: FastifyRequest) => {
      const ref = await prove(given, originOf(request));
      return letIn(ref && (await gate.findOwn(ref)), request, {
        asksPlan: false,
        otherwise: 'The username and password do not belong together.',
      });
    },
  };
}

const howTo = 'Send your username and API key: in the query (username, api_key) or as HTTP Basic authentication.';

function credentialsOf(request: FastifyRequest): Credentials | undefined {
  const [, kind = '', value = ''] = /^(Basic|ApiKey) +(.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (kind !== '') {
    const pair = kind.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8') : value;
    const colon = pair.indexOf(':');
    if (colon < 1) return undefined;
    return {
      username: pair.slice(0, colon),
      secret: pair.slice(colon + 1),
      orPassword: kind.toLowerCase() === 'basic',
    };
  }
  const query = isObject(request.query) ? request.query : {};
  const body = isObject(request.body) ? request.body : {};
  const username = textOf(query['username']) ?? textOf(body['username']);
  const secret = textOf(query['api_key']) ?? textOf(body['api_key']);
  return username && secret ? { username, secret, orPassword: false } : undefined;
}
