import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeOfAnswers } from '#test/judge-answers.ts';
import { isPublishedApiHere, publishedApi } from '#test/published-api.ts';
import { freshNumber, password, type World, world } from '#test/world.ts';

// Every operation is played against the published document, which is not part of the project: without it, this is skipped.
const ofPath = (path: string, values: Record<string, string>) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);

let w: World;
let judge: Awaited<ReturnType<typeof judgeOfAnswers>>;
let ada: Awaited<ReturnType<World['line']>>;
const ids: Record<string, string> = {};

beforeAll(async () => {
  if (!isPublishedApiHere) return;
  w = await world();
  ada = await w.line({ name: 'Ada Byron' });
  await w.drainJobs();
  judge = await judgeOfAnswers(w);
  Object.assign(ids, { enterprise_id: ada.companyId, user_id: ada.lineId });
});
afterAll(() => w?.close());

interface Asked {
  readonly body?: unknown;
  readonly query?: Record<string, string>;
  readonly status: number;
}

async function play(method: string, path: string, { body, query = {}, status }: Asked) {
  const search = new URLSearchParams({ username: ada.username, api_key: ada.apiKey, ...query });
  const reply = await w.app.inject({
    method: method as 'GET',
    url: `${ofPath(path, ids)}?${search}`,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body) }),
  });
  const answer =
    reply.body === '' ? undefined : reply.headers['content-type']?.includes('json') ? reply.json() : reply.body;
  expect({ status: reply.statusCode, answer }).toMatchObject({ status });
  expect(await judge({ method, path }, status, answer)).toEqual([]);
  played.add(`${method} ${path}`);
  // biome-ignore lint/suspicious/noExplicitAny: a test may read anything of a reply
  return answer as any;
}

const played = new Set<string>();

describe.skipIf(!isPublishedApiHere)('the published API (skipped where its document is not beside the project)', () => {
  test('groups, contacts and memberships', async () => {
    const group = await play('POST', '/v1/groups', { body: { name: 'Staff', slug: 'staff' }, status: 201 });
    expect(group).toMatchObject({ size: null, share_invite_count: null, slug: 'staff' });
    ids['group_id'] = group.id;
    const bob = await play('POST', '/v1/contacts', {
      body: { name: 'Bob Parker', number: freshNumber(), groups: [group.id], shoe_size: '44' },
      status: 201,
    });
    expect(bob).toMatchObject({ name: 'Bob Parker', shoe_size: '44', groups: [`/v1/groups/${group.id}`] });
    ids['contact_id'] = bob.id;
    await play('GET', '/v1/contacts', { query: { limit: '1', ordering: '-name' }, status: 200 });
    await play('GET', '/v1/contacts/{contact_id}', { status: 200 });
    const put = await play('PUT', '/v1/contacts/{contact_id}', {
      body: { id: bob.id, name: 'Robert Parker', number: bob.number },
      status: 200,
    });
    expect(put).toMatchObject({ name: 'Robert Parker', groups: [] });
    expect(put.shoe_size).toBeUndefined();
    const many = await play('PATCH', '/v1/contacts', {
      body: {
        objects: [
          { name: 'Cy', number: freshNumber() },
          { id: bob.id, name: 'Bob', number: bob.number },
        ],
      },
      status: 202,
    });
    expect(many).toHaveLength(2);
    await play('POST', '/v1/groups/{group_id}/contacts', { body: { add: [bob.id, many[0].id] }, status: 202 });
    const again = await play('POST', '/v1/groups/{group_id}/contacts', {
      body: { add: [bob.id], remove: [many[0].id, '12345'] },
      status: 202,
    });
    expect(again).toEqual({
      add: [],
      remove: [many[0].id],
      errors: {
        add: [`${bob.id} is the id of a contact who is already in this group`],
        remove: ['12345 is not an id of a contact in the group.'],
      },
    });
    await play('GET', '/v1/groups/{group_id}/contacts', { status: 200 });
    await play('GET', '/v1/groups', { status: 200 });
    await play('GET', '/v1/groups/{group_id}', { status: 200 });
    await play('PUT', '/v1/groups/{group_id}', { body: { id: group.id, name: 'Crew' }, status: 200 });
  });

  test('messages, scheduled ones, inbox and threads', async () => {
    const sent = await play('POST', '/v1/messages', {
      body: { contacts: [ids['contact_id']], text: 'Hello' },
      status: 201,
    });
    expect(sent).toMatchObject({ acknowledgment: 'Message queued for sending.', text: 'Hello', id_is_thread_id: true });
    Object.assign(ids, { thread_id: sent.thread_id, message_id: sent.message_id });
    await play('GET', '/v1/messages/{message_id}', { status: 200 });
    const inbox = await play('GET', '/v1/inbox', { status: 200 });
    expect(inbox.objects[0]).toMatchObject({ threadId: sent.thread_id, id: sent.message_id, text: 'Hello' });
    await play('GET', '/v1/threads/{thread_id}', { status: 200 });
    const later = await play('POST', '/v1/messages', {
      body: { contacts: [ids['contact_id']], text: 'Later', scheduled_at: '2026-03-05T09:00:00-0500' },
      status: 201,
    });
    expect(later.scheduled_at).toBe('2026-03-05T14:00:00+0000');
    const waiting = await play('GET', '/v1/messages/scheduled', { status: 200 });
    expect(waiting.objects).toMatchObject([{ text: 'Later', scheduled_at: '2026-03-05T14:00:00' }]);
    ids['message_id'] = later.message_id;
    await play('PUT', '/v1/messages/{message_id}', {
      body: { contacts: [ids['contact_id']], text: 'Later still', scheduled_at: '2026-03-06T09:00:00-0500' },
      status: 201,
    });
    expect(await play('DELETE', '/v1/messages/{message_id}', { status: 200 })).toEqual({
      message: 'Record successfully deleted',
    });
    expect(await play('DELETE', '/v1/threads/{thread_id}', { status: 200 })).toEqual({
      message: 'Thread successfully deleted',
    });
  });

  test('settings, profile, company, lines and the token', async () => {
    const settings = await play('GET', '/v1/settings', { status: 200 });
    expect(settings).toMatchObject({ name: 'Ada Byron', resource_uri: '/settings', api_key: ada.apiKey });
    const put = await play('PUT', '/v1/settings', {
      body: { ...settings, name: 'Ada King', signature: '—A' },
      status: 200,
    });
    expect(put).toMatchObject({ name: 'Ada King', signature: '—A', mask_caller_id: false });
    await play('GET', '/v1/profile', { status: 200 });
    await play('GET', '/v1/enterprises/{enterprise_id}', { status: 200 });
    await play('GET', '/v1/enterprises/{enterprise_id}/users', { status: 200 });
    await play('GET', '/v1/enterprises/{enterprise_id}/users/{user_id}', { status: 200 });
    const token = await play('POST', '/v1/auth', { body: { username: ada.username, password }, status: 200 });
    expect(token).toMatchObject({ authToken: ada.apiKey, sipPassword: null, kazooApiPassword: null });
  });

  test('documented refusals', async () => {
    const taken = await play('POST', '/v1/contacts', {
      body: { name: 'Twin', number: (await play('GET', '/v1/contacts/{contact_id}', { status: 200 })).number },
      status: 400,
    });
    expect(taken).toMatchObject({ number: ['That number is already in your contacts.'], code: '400', status: 400 });
    expect(await play('POST', '/v1/contacts', { body: {}, status: 400 })).toMatchObject({
      name: ['This field is required.'],
      number: ['This field is required.'],
    });
    await play('POST', '/v1/groups', { body: { name: 'Twins' }, status: 201 });
    expect(await play('POST', '/v1/groups', { body: { name: 'twins' }, status: 400 })).toMatchObject({
      name: ['Duplicate group name.'],
    });
    expect(
      await play('POST', '/v1/groups', { body: { name: 'Long', ttjResponse: 'x'.repeat(71) }, status: 400 }),
    ).toMatchObject({ error: 'Join message can not be longer than 70 characters.', status: 400 });
    expect(await play('GET', '/v1/contacts', { query: { resource_uri: 'x' }, status: 400 })).toBe(
      "The 'resource_uri' field does not allow filtering.",
    );
    ids['contact_id'] = '5';
    ids['group_id'] = '5';
    ids['thread_id'] = '5';
    for (const [path, kind] of [
      ['/v1/contacts/{contact_id}', 'contact'],
      ['/v1/groups/{group_id}', 'group'],
      ['/v1/threads/{thread_id}', 'thread'],
    ] as const)
      expect(await play('GET', path, { status: 404 })).toMatchObject({
        error: `Requested ${kind} not found`,
        status: 404,
      });
  });

  test('what is deleted is gone', async () => {
    const group = await play('POST', '/v1/groups', { body: { name: 'Short-lived' }, status: 201 });
    const contact = await play('POST', '/v1/contacts', { body: { name: 'Di', number: freshNumber() }, status: 201 });
    Object.assign(ids, { group_id: group.id, contact_id: contact.id });
    await play('DELETE', '/v1/contacts/{contact_id}', { status: 204 });
    await play('DELETE', '/v1/groups/{group_id}', { status: 204 });
    await play('GET', '/v1/contacts/{contact_id}', { status: 404 });
    await play('GET', '/v1/groups/{group_id}', { status: 404 });
  });

  test('all operations of the document were played', () => {
    const all = publishedApi().operations.map(({ method, path }) => `${method} ${path}`);
    expect(all).toHaveLength(28);
    expect(all.filter((one) => !played.has(one))).toEqual([]);
  });
});
