import type { FastifyRequest } from 'fastify';

/** A request in Twilio's form: names in queries like `DateSent>` survive only when the address is read as it came. */
export interface Wire {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

export function wireOf(request: FastifyRequest): Wire {
  const [path = '', search = ''] = request.raw.url?.split('?', 2) ?? [];
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  return { path, query: new URLSearchParams(search), form };
}

export const isWebAddress = (text: string) =>
  text.length <= 2000 && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
