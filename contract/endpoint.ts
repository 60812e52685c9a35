import type { Static, TSchema } from 'typebox';
import type { Act, Role } from './policy.ts';

export type { Role };

/** One refusal: code, status and English words together. The web translates by `code`; the words are for people reading the API. */
export interface ErrorSpec {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** What a named API key may be allowed to do. The line's own key may do all of it. */
export const scopes = [
  'settings:read',
  'settings:write',
  'plan:read',
  'contacts:read',
  'contacts:write',
  'messages:read',
  'messages:write',
  'calls:read',
] as const;
export type Scope = (typeof scopes)[number];

/**
 * Who may call an endpoint.
 * - `anyone`: no sign-in.
 * - `line`: a signed-in line. `scope` lets API keys in as well; `may` asks for a role that allows the act, by the table in
 *   `policy.ts`; `proof` asks for a proof of identity no older than ten minutes (step-up). Where the company asks everybody for a
 *   second step, a session of somebody who has none opens only what says `beforeSecondStep`: what one sets it up with.
 * - `operator`: the pages that stand in for the outside world (handsets, mailbox): somebody at this machine, or an admin.
 */
export type Access =
  | { readonly who: 'anyone' }
  | {
      readonly who: 'line';
      readonly scope?: Scope;
      readonly role?: Role;
      readonly may?: Act;
      readonly proof?: true;
      readonly beforeSecondStep?: true;
    }
  | { readonly who: 'operator' };

export const anyone = { who: 'anyone' } as const satisfies Access;
export const operator = { who: 'operator' } as const satisfies Access;
export const line = (wants: { scope?: Scope; role?: Role; may?: Act; proof?: true; beforeSecondStep?: true } = {}) =>
  ({ who: 'line', ...wants }) as const satisfies Access;

/**
 * One operation of the web API. `reply` is the body of a success (`status`, 200 unless told). `upload` marks a multipart
 * body, with the largest file in bytes. `stream` and `binary` mark replies that are not JSON.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: Access;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly reply?: TSchema;
  readonly status?: 200 | 201 | 202 | 204;
  readonly kind?: 'json' | 'stream' | 'binary';
  readonly upload?: { readonly maxBytes: number };
  readonly errors: readonly ErrorSpec[];
}

export const endpoint = <const E extends Endpoint>(spec: E): E => spec;

type Part<S> = S extends TSchema ? Static<S> : undefined;
export type ParamsOf<E extends Endpoint> = Part<E['params']>;
export type QueryOf<E extends Endpoint> = Part<E['query']>;
export type BodyOf<E extends Endpoint> = Part<E['body']>;
export type ReplyOf<E extends Endpoint> = Part<E['reply']>;

/** Refusals that any endpoint may answer; the platform throws them. */
export const commonErrors = {
  invalid: { code: 'request.invalid', status: 400, message: 'Something in the request is not as it should be.' },
  notFound: { code: 'request.not_found', status: 404, message: 'There is nothing at this address.' },
  tooLarge: { code: 'request.too_large', status: 413, message: 'The request is larger than allowed here.' },
  unsupportedMedia: { code: 'request.unsupported_media', status: 415, message: 'Send the body as JSON.' },
  tooMany: { code: 'request.too_many', status: 429, message: 'Too many requests. Wait a little and try again.' },
  /** The plan's limit is used up; `detail` names it. The status is the one that integrations know for it. */
  limitsReached: { code: 'plan.limits_reached', status: 420, message: 'Account Limits Reached' },
  signInNeeded: { code: 'identity.sign_in_needed', status: 401, message: 'Sign in to do this.' },
  notAllowed: {
    code: 'identity.not_allowed',
    status: 403,
    message: 'Your role does not allow this. Ask an admin of your company.',
  },
  scopeNeeded: {
    code: 'identity.scope_needed',
    status: 403,
    message: 'This API key is not allowed to do this. Make a key with the scope it needs.',
  },
  proofNeeded: { code: 'identity.proof_needed', status: 403, message: 'Confirm that it is you, then this goes on.' },
  secondStepMissing: {
    code: 'identity.second_step_missing',
    status: 403,
    message: 'Your company asks everybody for two-step verification. Set it up first; everything else opens then.',
  },
  crossOrigin: {
    code: 'request.cross_origin',
    status: 403,
    message: 'This request came from another site and was not carried out.',
  },
  fault: {
    code: 'server.fault',
    status: 500,
    message: 'Something went wrong on our side. It was recorded; try again in a moment.',
  },
} as const satisfies Record<string, ErrorSpec>;
