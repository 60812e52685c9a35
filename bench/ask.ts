import type { Product } from './product.ts';

export type Ask = <T = unknown>(path: string, body?: object | FormData, method?: string) => Promise<T>;

/** Asks the product's API as whoever has this key; throws where it is refused. */
export const askAs =
  (product: Product, apiKey: string): Ask =>
  async <T>(path: string, body?: object | FormData, method = body ? 'POST' : 'GET') => {
    const isForm = body instanceof FormData;
    const reply = await fetch(`${product.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
    return (await reply.json()) as T; // the server checks its replies against the contract
  };
