import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from '#contract/endpoint.ts';
import { takeFact } from './first-facts.ts';

/** A refusal or fault as the server told it. Decide by `code`; `field` names the input it belongs beside. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    status: number,
    message: string,
    field?: string,
    detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
    this.field = field;
    this.detail = detail;
  }
}

export type Input<E extends Endpoint> = (E extends { params: object } ? { params: ParamsOf<E> } : object) &
  (E extends { query: object } ? { query?: QueryOf<E> } : object) &
  (E extends { body: object } ? { body: BodyOf<E> } : object);

/** Opens the step-up dialog; true once the person has proven who they are. The app installs it. */
let askForProof: () => Promise<boolean> = () => Promise.resolve(false);
export const installStepUp = (ask: () => Promise<boolean>) => {
  askForProof = ask;
};

/** Where an endpoint is, with its path parameters and query filled in. */
export function addressOf(spec: Endpoint, input: { params?: unknown; query?: unknown }): string {
  const params = (input.params ?? {}) as Record<string, string>; // the contract's params are string records
  const path = spec.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const query = Object.entries((input.query ?? {}) as Record<string, unknown>).filter(
    ([, value]) => value !== undefined,
  );
  if (query.length === 0) return path;
  return `${path}?${new URLSearchParams(query.map(([key, value]) => [key, String(value)]))}`;
}

/**
 * Calls an endpoint of the contract. Throws `Refusal`; when the server is out of reach its code is `web.offline`.
 * When the server asks for proof (step-up), the dialog opens and the same call is made again.
 */
export async function call<E extends Endpoint>(
  spec: E,
  input: Input<E> & { signal?: AbortSignal },
): Promise<ReplyOf<E>> {
  try {
    return await send(spec, input);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'identity.proof_needed') throw error;
    if (!(await askForProof())) throw error;
    return send(spec, input);
  }
}

async function send<E extends Endpoint>(
  spec: E,
  input: { params?: unknown; query?: unknown; body?: unknown; signal?: AbortSignal },
): Promise<ReplyOf<E>> {
  const address = addressOf(spec, input);
  const fact = spec.method === 'GET' ? takeFact(address) : undefined;
  if (fact !== undefined) {
    if (fact.status >= 400) throw refusalFrom(fact.status, JSON.stringify(fact.body));
    return fact.body as ReplyOf<E>; // the server validated it against this schema
  }
  const hasBody = input.body !== undefined;
  const response = await fetch(address, {
    method: spec.method,
    headers: hasBody ? { 'content-type': 'application/json' } : {},
    body: hasBody ? JSON.stringify(input.body) : null,
    signal: input.signal ?? null,
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal('web.offline', 0, 'The server cannot be reached. What you typed is kept; try again in a moment.');
  });
  const text = await response.text();
  if (!response.ok) throw refusalFrom(response.status, text);
  return (text === '' ? undefined : JSON.parse(text)) as ReplyOf<E>; // the server validates its replies against this schema
}

/** Reads a problem document; anything else (a proxy's page, say) becomes `web.strange_answer`. */
export function refusalFrom(status: number, text: string): Refusal {
  try {
    const problem = JSON.parse(text) as {
      code?: string;
      title?: string;
      field?: string;
      detail?: Record<string, unknown>;
    };
    if (typeof problem.code === 'string')
      return new Refusal(problem.code, status, problem.title ?? '', problem.field, problem.detail);
  } catch {
    // not JSON: fall through
  }
  return new Refusal(
    'web.strange_answer',
    status,
    'The server gave an answer that makes no sense here. Try again in a moment.',
  );
}
