import { wireErrors } from './wire-error.ts';

export interface PageAsked {
  readonly page: number;
  readonly size: number;
  /** The last item of the page before; its absence means the page is found by counting. */
  readonly afterSid: string | undefined;
  readonly offset: number;
}

const tokenMark = 'PA';

/** Which page is asked for. The token names the page's start, so texts that come in between shift nothing. */
export function pageAsked(query: URLSearchParams): PageAsked {
  const size = wholeNumber(query, 'PageSize', 50);
  const page = wholeNumber(query, 'Page', 0);
  if (size < 1) throw wireErrors.badPage('PageSize');
  const token = query.get('PageToken');
  const afterSid = token?.startsWith(tokenMark) ? token.slice(tokenMark.length) : undefined;
  const capped = Math.min(size, 1000);
  return { page, size: capped, afterSid, offset: afterSid === undefined ? page * capped : 0 };
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const given = query.get(name);
  if (given === null || given === '') return otherwise;
  if (!/^\d{1,9}$/.test(given)) throw wireErrors.badPage(name);
  return Number(given);
}

/** One page in Twilio's form. `items` holds one more than the page where another page follows. */
export function pageOf<T extends { readonly sid: string }>(
  request: { readonly path: string; readonly query: URLSearchParams },
  asked: PageAsked,
  key: string,
  items: readonly T[],
) {
  const shown = items.slice(0, asked.size);
  const address = (page: number, token?: string) => {
    const query = new URLSearchParams(request.query);
    query.set('PageSize', String(asked.size));
    query.set('Page', String(page));
    query.delete('PageToken');
    if (token) query.set('PageToken', tokenMark + token);
    return `${request.path}?${query}`;
  };
  const start = asked.page * asked.size;
  return {
    [key]: shown,
    page: asked.page,
    page_size: asked.size,
    start,
    end: start + Math.max(0, shown.length - 1),
    uri: address(asked.page, asked.afterSid),
    first_page_uri: address(0),
    previous_page_uri: asked.page > 0 ? address(asked.page - 1) : null,
    next_page_uri: items.length > asked.size ? address(asked.page + 1, shown.at(-1)?.sid) : null,
  };
}
