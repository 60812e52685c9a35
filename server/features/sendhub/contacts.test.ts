import { afterAll, beforeAll, expect, test } from 'vitest';
import { contacts } from '#contract/contacts.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
let ada: Awaited<ReturnType<World['line']>>;
beforeAll(async () => {
  w = await world();
  ada = await w.line();
  await w.drainJobs();
});
afterAll(() => w.close());

async function ask(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) {
  const reply = await w.app.inject({
    method,
    url: `${path}?${new URLSearchParams({ username: ada.username, api_key: ada.apiKey })}`,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
  return { status: reply.statusCode, body: reply.json(), text: reply.body };
}
const add = async (name: string) =>
  (await ask('POST', '/v1/contacts', { name, number: freshNumber() })).body as { id: string; number: string };
const names = async () =>
  ((await ask('GET', '/v1/contacts')).body.objects as { name: string }[]).map(({ name }) => name).sort();

test('of many contacts in one request all are written or, where one is refused, none', async () => {
  const bob = await add('Bob');
  const before = await names();
  const fresh = () => ({ name: 'New', number: freshNumber() });
  for (const wrong of [
    { name: 'No number' },
    { name: 'Twin', number: bob.number },
    { name: 'Odd', number: freshNumber(), groups: ['5'] },
    { id: '5', deleted: true },
  ]) {
    const reply = await ask('PATCH', '/v1/contacts', {
      objects: [fresh(), { ...bob, name: 'Robert' }, fresh(), wrong, { id: bob.id, deleted: true }],
    });
    expect(reply.status, reply.text).toBeGreaterThanOrEqual(400);
    expect(await names()).toEqual(before);
  }
  const reply = await ask('PATCH', '/v1/contacts', {
    objects: [
      { name: 'Cy', number: freshNumber() },
      { ...bob, name: 'Robert' },
      { id: bob.id, deleted: true },
    ],
  });
  expect(reply).toMatchObject({ status: 202, body: [{ name: 'Cy' }, { name: 'Robert' }, { deleted: true }] });
  expect(await names()).toEqual([...before.filter((name) => name !== 'Bob'), 'Cy'].sort());
});

test('requests that change the same contacts in opposite orders all go through', { timeout: 60_000 }, async () => {
  const people = [await add('One'), await add('Two'), await add('Three'), await add('Four')];
  for (let round = 0; round < 8; round += 1) {
    const replies = await Promise.all(
      [people, people.toReversed(), people, people.toReversed()].map((objects, n) =>
        ask('PATCH', '/v1/contacts', { objects: objects.map((one) => ({ ...one, round: `${round}.${n}` })) }),
      ),
    );
    expect(replies.map(({ status, body }) => (status === 202 ? status : body))).toEqual([202, 202, 202, 202]);
    // One of them was the last, of all four contacts.
    const { body } = await ask('GET', '/v1/contacts');
    const rounds = (body.objects as { id: string; round?: string }[]).filter(({ id }) =>
      people.some((one) => one.id === id),
    );
    expect(new Set(rounds.map((one) => one.round)).size).toBe(1);
  }
});

test('an id of nobody is as good as none: a number that is known is refused, another is added', async () => {
  const known = await add('Known');
  expect(await ask('POST', '/v1/contacts', { id: '5', name: 'Twin', number: known.number })).toMatchObject({
    status: 400,
    body: { number: ['That number is already in your contacts.'] },
  });
  const added = await ask('POST', '/v1/contacts', { id: '5', name: 'Other', number: freshNumber() });
  expect(added).toMatchObject({ status: 201, body: { name: 'Other' } });
  expect(added.body.id).not.toBe('5');
});

test('the id of a contact inside a thread is a number with all its digits', async () => {
  const bob = await add('Bobby');
  const sent = await ask('POST', '/v1/messages', { contacts: [bob.id], text: 'Hello' });
  for (const path of ['/v1/inbox', `/v1/threads/${sent.body.thread_id}`])
    expect((await ask('GET', path)).text).toContain(`"id":${bob.id},`);
});

test('half a character is replaced, in fields as in names, by either API, and what only looks like NUL is kept', async () => {
  const half = '\ud83d';
  const added = await ask('POST', '/v1/contacts', {
    name: `A${half}`,
    number: freshNumber(),
    note: half,
    [half]: '\\u0000',
  });
  expect(added).toMatchObject({ status: 201, body: { name: 'A\ufffd', note: '\ufffd', '\ufffd': '\\u0000' } });
  const changed = await ada.call(contacts.change, {
    params: { id: added.body.id },
    body: { set: { fields: { note: `B${half}` } } },
  });
  expect(changed).toMatchObject({ status: 200, body: { fields: { note: 'B\ufffd' } } });
  const nul = await ask('POST', '/v1/contacts', { name: 'A', number: freshNumber(), note: 'a\0b' });
  expect(nul.status).toBe(400);
});
