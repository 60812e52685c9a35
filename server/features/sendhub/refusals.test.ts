import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeOfAnswers } from '#test/judge-answers.ts';
import { isPublishedApiHere, publishedApi } from '#test/published-api.ts';
import { freshNumber, password, type World, world } from '#test/world.ts';

// Every refusal that the published document names for an operation, provoked there. 400s are provoked by what each refuses.
const unwritable: Readonly<Record<string, readonly unknown[]>> = {
  'POST /v1/contacts': [{}, { name: 'Twin', number: 'taken' }],
  'PUT /v1/contacts/{contact_id}': [{}, { name: 'Twin', number: 'taken' }],
  'POST /v1/groups': [{}, { name: 'Staff' }, { name: 'Long', ttjResponse: 'x'.repeat(71) }],
  'PUT /v1/groups/{group_id}': [{}, { name: 'Staff' }, { name: 'Long', ttjResponse: 'x'.repeat(71) }],
};
/** By a slip of the document these hang on the list of scheduled messages; who sends provokes them. */
const unsendable = [
  { contacts: ['taken'], text: '' },
  { contacts: [], text: 'Hello' },
  { contacts: ['taken'], text: 'x'.repeat(1601) },
];
const decided: Readonly<Record<string, string>> = {
  'GET /v1/contacts 403':
    'no line is forbidden its own contacts: a key opens the lists of its line, or is refused with 401',
};

let w: World;
let ada: Awaited<ReturnType<World['line']>>;
let judge: Awaited<ReturnType<typeof judgeOfAnswers>>;
let number: string;
const ids: Record<string, string> = {};
const seen = new Set<string>();

async function ask(method: string, path: string, body?: unknown, secret = ada.apiKey) {
  const at = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '5');
  const isSignIn = path === '/v1/auth';
  const payload = isSignIn ? { username: ada.username, password: secret === ada.apiKey ? password : secret } : body;
  const reply = await w.app.inject({
    method: method as 'GET',
    url: isSignIn ? at : `${at}?${new URLSearchParams({ username: ada.username, api_key: secret })}`,
    headers: { 'content-type': 'application/json' },
    ...(payload !== undefined && { payload: JSON.stringify(payload).replaceAll('"taken"', JSON.stringify(number)) }),
  });
  return { status: reply.statusCode, headers: reply.headers, body: reply.body === '' ? undefined : reply.json() };
}

async function refuses(status: number, method: string, path: string, body?: unknown, secret?: string) {
  const reply = await ask(method, path, body, secret);
  const said = `${method} ${path}`;
  expect([said, reply.status, reply.body]).toMatchObject([said, status, { code: String(status), status }]);
  expect(reply.body.message, said).not.toBe('');
  expect(reply.body.error, said).not.toBe('');
  // A 400 on a send is published elsewhere; its shape is what counts.
  const as =
    path === '/v1/messages' && status === 400 ? { method: 'GET', path: '/v1/messages/scheduled' } : { method, path };
  expect(judge(as, status, reply.body), said).toEqual([]);
  seen.add(`${as.method} ${as.path} ${status}`);
  return reply;
}

beforeAll(async () => {
  if (!isPublishedApiHere) return;
  w = await world();
  ada = await w.line({ plan: 'lite' });
  await w.drainJobs();
  judge = await judgeOfAnswers(w);
  number = freshNumber();
  await ask('POST', '/v1/contacts', { name: 'Bob', number });
  ids['contact_id'] = (await ask('POST', '/v1/contacts', { name: 'Cy', number: freshNumber() })).body.id;
  await ask('POST', '/v1/groups', { name: 'Staff' });
  ids['group_id'] = (await ask('POST', '/v1/groups', { name: 'Crew' })).body.id;
  Object.assign(ids, { enterprise_id: ada.companyId, user_id: ada.lineId });
}, 60_000);
afterAll(() => w?.close());

describe.skipIf(!isPublishedApiHere)(
  'published refusals (skipped where the document is not beside the project)',
  () => {
    test('what cannot be written or sent is 400 with the reason', async () => {
      for (const [operation, bodies] of Object.entries(unwritable)) {
        const [method = '', path = ''] = operation.split(' ');
        for (const body of bodies) await refuses(400, method, path, body);
      }
      for (const body of unsendable) await refuses(400, 'POST', '/v1/messages', body);
      const filtered = await w.app.inject({
        url: `/v1/contacts?${new URLSearchParams({ username: ada.username, api_key: ada.apiKey, resource_uri: 'x' })}`,
      });
      expect([filtered.statusCode, filtered.headers['content-type'], filtered.body]).toEqual([
        400,
        'text/html; charset=utf-8',
        "The 'resource_uri' field does not allow filtering.",
      ]);
      seen.add('GET /v1/contacts 400');
    });

    test('what is not there is 404 with its kind', async () => {
      const [contact, group] = [ids['contact_id'], ids['group_id']];
      Object.assign(ids, { contact_id: '5', group_id: '5' });
      for (const operation of publishedApi().operations) {
        if (!publishedApi().statusesOf(operation).includes(404)) continue;
        const { method, path } = operation;
        const { body } = await refuses(404, method, path, {
          name: 'Di',
          number: freshNumber(),
          text: 'Later',
          add: ['5'],
        });
        expect(body.error).toMatch(/^Requested (contact|group|thread|message) not found$/);
      }
      Object.assign(ids, { contact_id: contact, group_id: group });
    });

    test('who is not known, calls too fast or has used up the plan is told so at every operation, and it costs nothing', async () => {
      const { operations } = publishedApi();
      const counted = async () =>
        (
          await w.pool.query<{ n: number }>(
            "select coalesce(sum(units), 0)::int as n from usage_entry where company_id = $1 and meter = 'api_requests'",
            [ada.companyId],
          )
        ).rows[0]?.n;
      const before = await counted();
      for (const { method, path } of operations) await refuses(401, method, path, undefined, 'nonsense');
      w.clock.advance(60_000 - (w.clock.now().getTime() % 60_000) + 10_000);
      await w.pool.query('update api_key set per_minute = 1 where line_id = $1', [ada.lineId]);
      expect((await ask('GET', '/v1/profile')).status).toBe(200);
      for (const { method, path } of operations) {
        const { headers, body } = await refuses(429, method, path);
        expect([headers['retry-after'], body.timeLeft]).toEqual(['50', '0:00:50']);
      }
      await w.pool.query('update api_key set per_minute = 100000 where line_id = $1', [ada.lineId]);
      await w.pool.query("update plan_allowance set allowance = 1 where plan_id = 'lite' and meter = 'api_requests'");
      for (const { method, path } of operations)
        expect((await refuses(420, method, path)).body.error).toBe('Account Limits Reached');
      expect(await counted()).toBe((before ?? 0) + 1);
    });

    test('no refusal of the document is left, save those that are decided', () => {
      const api = publishedApi();
      const all = api.operations.flatMap((one) =>
        api.statusesOf(one).flatMap((status) => (status < 400 ? [] : [`${one.method} ${one.path} ${status}`])),
      );
      // The bulk write is published without any; it refuses as its neighbours do.
      expect(all.filter((one) => !seen.has(one) && decided[one] === undefined)).toEqual([]);
      expect(all.length).toBeGreaterThan(90);
    });
  },
);
