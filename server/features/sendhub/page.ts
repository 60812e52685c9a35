import { badFilter, badRequest } from './refusals.ts';
import { textOf } from './wire.ts';

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** `limit` 1–1000, 20 unless told; `offset` from 0. Throws a 400. */
export function readPage(query: Record<string, unknown>): Page {
  return {
    limit: whole(query, 'limit', 20, { from: 1, to: 1000 }),
    offset: whole(query, 'offset', 0, { from: 0, to: 2_147_483_647 }),
  };
}

function whole(query: Record<string, unknown>, name: string, otherwise: number, range: { from: number; to: number }) {
  const text = textOf(query[name]);
  if (text === undefined || text === '') return otherwise;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= range.from && value <= range.to) return value;
  throw badRequest(
    `Invalid ${name} '${text.slice(0, 40)}' provided.`,
    `${name} is a whole number from ${range.from} to ${range.to}.`,
  );
}

/** Addresses of the pages around this one: relative, and without credentials. */
export function metaOf(path: string, page: Page, total: number) {
  const at = (offset: number) => `${path}?limit=${page.limit}&offset=${offset}`;
  return {
    limit: page.limit,
    next: page.offset + page.limit < total ? at(page.offset + page.limit) : null,
    offset: page.offset,
    previous: page.offset > 0 ? at(Math.max(0, page.offset - page.limit)) : null,
    total_count: total,
  };
}

const everywhere = ['limit', 'offset', 'username', 'api_key', 'format'];
/** Refuses a query that filters by what cannot be filtered by. */
export function refuseFilters(query: Record<string, unknown>, allowed: readonly string[]): void {
  const bad = Object.keys(query).find((name) => !everywhere.includes(name) && !allowed.includes(name));
  if (bad !== undefined) throw badFilter(bad.slice(0, 80));
}
