import { afterAll, beforeAll, expect, test } from 'vitest';
import { password, type World, world } from '#test/world.ts';

// A client as they were written years ago: bare numbers, integer ids, doubled slashes, the key in the body, bodies with GET.
let w: World;
let ada: Awaited<ReturnType<World['line']>>;
beforeAll(async () => {
  w = await world();
  ada = await w.line();
  await w.drainJobs();
});
afterAll(() => w.close());

const named = () => `username=${ada.username}`;
async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', url: string, body?: string, headers = {}) {
  const reply = await w.app.inject({
    method,
    url,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { payload: body }),
  });
  return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json() };
}
/** JSON with large integers as bare digits, as languages with 64-bit numbers write them. */
const bare = (value: unknown) => JSON.stringify(value).replace(/"(\d{16,19})"/g, '$1');

test('contact, group, membership, text, scheduled text, inbox, thread, mark read, delete', async () => {
  const inBody = { api_key: ada.apiKey };
  const key = `${named()}&api_key=${ada.apiKey}`;
  const contact = await ask(
    'POST',
    `//v1//contacts/?${named()}`,
    JSON.stringify({ ...inBody, name: 'Bob', number: '4155550123', blocked: 'false', screened: 'False', vip: true }),
  );
  expect(contact).toMatchObject({ status: 201, body: { number: '+14155550123', blocked: false, vip: true } });
  const group = await ask(
    'POST',
    `/v1/groups/?${named()}`,
    JSON.stringify({ ...inBody, name: 'Old friends', text_to_subscribe: 'true' }),
  );
  expect(group).toMatchObject({ status: 201, body: { text_to_subscribe: true } });
  const joined = await ask(
    'POST',
    `/v1/groups/${group.body.id}/contacts/?${named()}`,
    bare({ ...inBody, add: [contact.body.id] }),
  );
  expect(joined).toMatchObject({ status: 202, body: { add: [contact.body.id] } });
  const list = await ask('GET', `/v1/contacts//?${key}&number=4155550123`, '{}');
  expect(list.body).toMatchObject({ meta: { limit: 20, total_count: 1 }, objects: [{ name: 'Bob' }] });
  const sent = await ask(
    'POST',
    `/v1/messages/?${named()}`,
    bare({ ...inBody, contacts: [contact.body.id], text: 'Hi Bob' }),
  );
  expect(sent).toMatchObject({ status: 201, body: { text: 'Hi Bob' } });
  const byNumber = await ask(
    'POST',
    `/v1/messages?${named()}`,
    JSON.stringify({ ...inBody, contacts: [4155550124], text: 'Hi' }),
  );
  expect(byNumber.body.contacts).toMatchObject([{ number: '+14155550124' }]);
  const later = await ask(
    'POST',
    `/v1/messages?${named()}`,
    bare({ ...inBody, contacts: [contact.body.id], text: 'Later', scheduled_at: '2026-03-04T09:00:00-0800' }),
  );
  expect(later.status).toBe(201);
  const wrong = await ask(
    'POST',
    `/v1/messages?${named()}`,
    bare({ ...inBody, contacts: [contact.body.id], text: 'Later', scheduled_at: '2026-03-04T09:00:00Z' }),
  );
  expect(wrong.body.message).toBe('Timestamps must be 24 characters long, e.g.:2010-04-13T15:29:40+0000');
  expect((await ask('GET', `/v1/messages/scheduled?${key}`, '{}')).body.objects).toHaveLength(1);
  expect((await ask('GET', `/v1/inbox/?${key}&limit=1`)).body.meta).toMatchObject({
    next: '/v1/inbox?limit=1&offset=1',
  });
  const read = await ask(
    'PUT',
    `/v1/messages/${sent.body.thread_id}/?${named()}`,
    JSON.stringify({ ...inBody, unread: 'false' }),
  );
  expect(read).toMatchObject({ status: 201, body: { unread: false } });
  expect((await ask('DELETE', `/v1/messages/${later.body.message_id}/?${key}`, '{}')).status).toBe(200);
  expect((await ask('DELETE', `/v1/threads/${sent.body.thread_id}/?${key}`, '')).status).toBe(200);
  expect((await ask('DELETE', `/v1/contacts/${contact.body.id}/?${key}`)).status).toBe(204);
});

test('four ways to say who one is, and the password beside the key', async () => {
  const basic = (secret: string) => ({
    authorization: `Basic ${Buffer.from(`${ada.username}:${secret}`).toString('base64')}`,
  });
  for (const headers of [basic(ada.apiKey), basic(password), { authorization: `ApiKey ${ada.username}:${ada.apiKey}` }])
    expect((await ask('GET', '/v1/profile', undefined, headers)).status).toBe(200);
  expect((await ask('GET', `/v1/profile?${named()}&api_key=${ada.apiKey}`)).status).toBe(200);
});

test('wrong credentials are 401 with a reason, and cost nothing', async () => {
  const before = (await ask('GET', `/v1/settings?${named()}&api_key=${ada.apiKey}`)).body.plan_usage.api_requests;
  const stranger = await w.line();
  for (const query of ['', named(), `${named()}&api_key=nonsense`, `${named()}&api_key=${stranger.apiKey}`]) {
    const reply = await ask('GET', `/v1/profile?${query}`);
    expect(reply).toMatchObject({ status: 401, body: { code: '401', status: 401 } });
    expect(reply.body.message).not.toBe('');
  }
  const after = (await ask('GET', `/v1/settings?${named()}&api_key=${ada.apiKey}`)).body.plan_usage.api_requests;
  expect(Number(after) - Number(before)).toBe(1);
});

test('a named key, which may do only some things, opens nothing here', async () => {
  const { settings } = await import('#contract/settings.ts');
  const made = await ada.call(settings.makeKey, {
    body: { name: 'Reader', scopes: ['settings:read'], expiresInDays: null },
  });
  expect(made.status).toBe(201);
  expect((await ask('GET', `/v1/settings?${named()}&api_key=${made.body.key}`)).status).toBe(401);
});

test('a former username goes on working for 30 days', async () => {
  const old = ada.username;
  const { settings } = await import('#contract/settings.ts');
  await ada.call(settings.changeUsername, { body: { username: `${old}.new` } });
  expect((await ask('GET', `/v1/profile?username=${old}&api_key=${ada.apiKey}`)).status).toBe(200);
  w.clock.advance(31 * 86_400_000);
  expect((await ask('GET', `/v1/profile?username=${old}&api_key=${ada.apiKey}`)).status).toBe(401);
});

test('unknown paths are 404 in JSON, any page may call, and broken bodies are told', async () => {
  expect(await ask('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { code: '404' } });
  const preflight = await w.app.inject({
    method: 'OPTIONS',
    url: '/v1/contacts',
    headers: { origin: 'https://a.example' },
  });
  expect(preflight.headers['access-control-allow-origin']).toBe('*');
  expect(await ask('POST', '/v1/contacts', '{"name":')).toMatchObject({ status: 400, body: { code: '400' } });
});
