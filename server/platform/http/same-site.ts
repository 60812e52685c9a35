import type { FastifyRequest } from 'fastify';

/**
 * Whether a changing request was made by one of our own pages, or by a program. Browsers name the page's origin on every
 * such request, and no page can forge it; programs name none, and carry no cookie they were not given.
 */
export function sameSite(request: FastifyRequest, ownOrigin: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  if (origin === ownOrigin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
