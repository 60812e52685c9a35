import type { APIRequestContext } from '@playwright/test';

/** Makes a group of these numbers, as the pages of contacts and groups do; those that are contacts already are found. */
export async function addGroup(
  request: APIRequestContext,
  name: string,
  numbers: readonly string[],
  more: { readonly keyword?: string; readonly joinByText?: boolean } = {},
): Promise<void> {
  const ids: string[] = [];
  for (const number of numbers) ids.push(await contactOf(request, number));
  const group = await idOf(request.post('/api/groups', { data: { name, ...more } }));
  if (ids.length > 0) await request.post(`/api/groups/${group}/contacts`, { data: { add: ids } });
}

async function contactOf(request: APIRequestContext, number: string): Promise<string> {
  const found = await request.get('/api/contacts', { params: { search: number } });
  const { contacts } = (await found.json()) as { contacts: { id: string; number: string }[] }; // the contract's reply
  const known = contacts.find((one) => one.number === number);
  return known?.id ?? idOf(request.post('/api/contacts', { data: { number } }));
}

async function idOf(request: ReturnType<APIRequestContext['post']>): Promise<string> {
  const answer = await request;
  if (!answer.ok()) throw new Error(`${answer.url()} answered ${answer.status()}: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string }; // the contract's reply
  return id;
}
