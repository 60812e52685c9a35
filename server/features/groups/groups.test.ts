import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contacts } from '#contract/contacts.ts';
import { groups } from '#contract/groups.ts';
import type { ContactId, GroupId } from '#contract/ids.ts';
import { listRecipientsOfGroups, setBar } from '#server/features/contacts/index.ts';
import { hours, minutes, seconds } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { confirmJoin, joinGroup, leaveGroup } from './join-by-text.ts';

let w: World;
type Somebody = Awaited<ReturnType<World['line']>>;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const person = async (who: Somebody, name = '') =>
  (await who.call(contacts.add, { body: { number: freshNumber(), name } })).body as { id: ContactId; number: string };
const group = async (who: Somebody, body: Record<string, unknown>) =>
  (await who.call(groups.add, { body })).body as { id: GroupId; name: string; keyword: string };
const sizeOf = async (who: Somebody, id: string) => {
  const { size, pending } = (await who.call(groups.read, { params: { id } })).body;
  return { size, pending };
};

describe('a group', () => {
  test('has a name, and without a keyword gets the name’s, numbered where that is taken', async () => {
    const ada = await w.line();
    expect(await group(ada, { name: '  VIP   Gäste ' })).toMatchObject({
      name: 'VIP Gäste',
      keyword: 'vipgaste',
      joinByText: false,
      joinMessage: 'You are now subscribed.',
      size: 0,
      pending: 0,
    });
    expect(await group(ada, { name: 'V.I.P. Gäste' })).toMatchObject({ keyword: 'vipgaste2' });
    expect(await group(ada, { name: 'Stop' })).toMatchObject({ keyword: 'stopgroup' });
    expect(await group(ada, { name: '🎉' })).toMatchObject({ name: '🎉', keyword: 'group' });
  });

  test.each([
    [409, 'groups.name_taken', { name: 'vip GÄSTE' }],
    [409, 'groups.keyword_taken', { name: 'Other', keyword: 'VIPgaste' }],
    [422, 'groups.name_shape', { name: ' ' }],
    [422, 'groups.name_shape', { name: 'x'.repeat(129) }],
    [422, 'groups.keyword_shape', { name: 'Other', keyword: 'two words' }],
    [422, 'groups.keyword_reserved', { name: 'Other', keyword: 'HELP' }],
    [422, 'groups.join_message_shape', { name: 'Other', joinMessage: 'x'.repeat(71) }],
  ])('%i %s: %j', async (status, code, body) => {
    const ada = await w.line();
    await group(ada, { name: 'VIP Gäste' });
    expect(await ada.call(groups.add, { body })).toMatchObject({ status, body: { code } });
    const bob = await w.line();
    if (status === 409) expect((await bob.call(groups.add, { body })).status).toBe(201);
  });

  test('changes what is named and keeps the rest', async () => {
    const ada = await w.line();
    const made = await group(ada, { name: 'Regulars' });
    const reply = await ada.call(groups.change, {
      params: { id: made.id },
      body: { joinByText: true, keyword: 'Tea' },
    });
    expect(reply.body).toMatchObject({ name: 'Regulars', keyword: 'tea', joinByText: true });
    await group(ada, { name: 'Others' });
    expect(await ada.call(groups.change, { params: { id: made.id }, body: { name: 'OTHERS' } })).toMatchObject({
      status: 409,
      body: { code: 'groups.name_taken', field: 'name' },
    });
  });

  test('lists and finds its like by part of name and keyword, a page at a time', async () => {
    const ada = await w.line();
    for (const name of ['Öl', 'beta', 'Alpha', 'gamma']) await group(ada, { name });
    await group(ada, { name: 'Zeta', keyword: 'pizza' });
    const list = async (query: object) =>
      (await ada.call(groups.list, { query })).body.groups.map((one: { name: string }) => one.name);
    expect(await list({})).toEqual(['Alpha', 'beta', 'gamma', 'Öl', 'Zeta']);
    expect(await list({ search: 'izz' })).toEqual(['Zeta']);
    expect(await list({ search: 'ETA' })).toEqual(['beta', 'Zeta']);
    const { body } = await ada.call(groups.list, { query: { limit: 2 } });
    expect(await list({ limit: 2, after: body.next })).toEqual(['gamma', 'Öl']);
  });

  test('takes members and lets them go, and says whom that changed', async () => {
    const ada = await w.line();
    const made = await group(ada, { name: 'Regulars' });
    const [zed, ann, bob] = [await person(ada, 'Zed'), await person(ada, 'Ann'), await person(ada, 'Bob')];
    const eve = await person(await w.line(), 'Eve');
    const change = (body: object) => ada.call(groups.changeMembers, { params: { id: made.id }, body });
    expect((await change({ add: [zed.id, ann.id, eve.id, '1'] })).body).toMatchObject({ group: { size: 2 } });
    const reply = await change({ add: [ann.id, bob.id], remove: [zed.id, eve.id] });
    expect(reply.body).toMatchObject({ added: [bob.id], removed: [zed.id], group: { size: 2 } });
    const { body } = await ada.call(groups.members, { params: { id: made.id }, query: { limit: 1 } });
    expect(body.members).toMatchObject([{ name: 'Ann', state: 'joined' }]);
    const next = await ada.call(groups.members, { params: { id: made.id }, query: { limit: 1, after: body.next } });
    expect(next.body).toMatchObject({ members: [{ name: 'Bob' }], next: null });
  });

  test('that is deleted leaves its contacts, frees its names, and comes back with its members within the minute', async () => {
    const ada = await w.line();
    const made = await group(ada, { name: 'Regulars' });
    const bob = await person(ada, 'Bob');
    await ada.call(groups.changeMembers, { params: { id: made.id }, body: { add: [bob.id] } });
    expect((await ada.call(groups.remove, { params: { id: made.id } })).status).toBe(204);
    expect((await ada.call(groups.read, { params: { id: made.id } })).status).toBe(404);
    expect((await ada.call(contacts.read, { params: { id: bob.id } })).body).toMatchObject({ name: 'Bob', groups: [] });
    w.clock.advance(seconds(50));
    await w.drainJobs();
    expect((await ada.call(groups.restore, { params: { id: made.id } })).body.size).toBe(1);
    await ada.call(groups.remove, { params: { id: made.id } });
    const other = await group(ada, { name: 'regulars' });
    expect((await ada.call(groups.restore, { params: { id: made.id } })).body.code).toBe('groups.not_restorable');
    await ada.call(groups.remove, { params: { id: other.id } });
    w.clock.advance(minutes(1) + 1);
    await w.drainJobs();
    expect((await ada.call(groups.restore, { params: { id: made.id } })).body.code).toBe('groups.not_restorable');
    const left = await w.pool.query('select 1 from membership where group_id = $1', [made.id]);
    expect(left.rowCount).toBe(0);
  });

  test('of another line is neither seen nor changed, in the same company or another', async () => {
    const ada = await w.line();
    const made = await group(ada, { name: 'Regulars' });
    const bob = await person(ada, 'Bob');
    await ada.call(groups.changeMembers, { params: { id: made.id }, body: { add: [bob.id] } });
    for (const eve of [await w.colleague(ada), await w.line()]) {
      const params = { id: made.id };
      const replies = await Promise.all([
        eve.call(groups.read, { params }),
        eve.call(groups.change, { params, body: { name: 'Mine' } }),
        eve.call(groups.members, { params }),
        eve.call(groups.changeMembers, { params, body: { remove: [bob.id] } }),
        eve.call(groups.remove, { params }),
        eve.call(groups.restore, { params }),
      ]);
      expect(replies.map((reply) => reply.status)).toEqual([404, 404, 404, 404, 404, 404]);
      expect((await eve.call(groups.list)).body.groups).toEqual([]);
      expect(await listRecipientsOfGroups(w.db, eve, [made.id], { limit: 10 })).toEqual([]);
    }
    expect(await sizeOf(ada, made.id)).toEqual({ size: 1, pending: 0 });
  });
});

test('a plan with three groups has three: a fourth is refused, a deleted one makes room, and comes back only into room', async () => {
  const ada = await w.line({ plan: 'trial' });
  const made = [];
  for (const name of ['One', 'Two', 'Three']) made.push(await group(ada, { name }));
  const refused = { status: 420, body: { code: 'plan.limits_reached', detail: { meter: 'groups', limit: 3 } } };
  expect(await ada.call(groups.add, { body: { name: 'Four' } })).toMatchObject(refused);
  expect((await ada.call(groups.list)).body.groups.length).toBe(3);
  const params = { id: made[0]?.id ?? '' };
  await ada.call(groups.remove, { params });
  expect((await ada.call(groups.add, { body: { name: 'Four' } })).status).toBe(201);
  expect(await ada.call(groups.restore, { params })).toMatchObject(refused);
  expect((await ada.call(groups.read, { params })).status).toBe(404);
});

describe('joining by text', () => {
  test('asks first, joins with YES, and a keyword that is off or unknown does nothing', async () => {
    const ada = await w.line();
    const tea = await group(ada, { name: 'Tea', joinByText: true });
    await group(ada, { name: 'Quiet' });
    const bob = await person(ada);
    const join = (text: string) => w.db.transaction((tx) => joinGroup(tx, w.deps, ada, bob.id, text));
    const yes = () => w.db.transaction((tx) => confirmJoin(tx, w.deps, ada, bob.id));
    expect(await join('quiet')).toBeUndefined();
    expect(await join('coffee')).toBeUndefined();
    expect(await yes()).toBeUndefined();
    expect(await join(' “TEA.” ')).toMatchObject({ outcome: 'asked', group: { id: tea.id } });
    expect(await join('tea')).toMatchObject({ outcome: 'asked' });
    expect(await sizeOf(ada, tea.id)).toEqual({ size: 0, pending: 1 });
    expect(await listRecipientsOfGroups(w.db, ada, [tea.id], { limit: 10 })).toEqual([]);
    expect(await yes()).toMatchObject({ id: tea.id });
    expect(await yes()).toBeUndefined();
    expect(await join('tea')).toMatchObject({ outcome: 'member' });
    expect(await sizeOf(ada, tea.id)).toEqual({ size: 1, pending: 0 });
    const leave = (text: string) => w.db.transaction((tx) => leaveGroup(tx, ada, bob.id, text));
    expect(await leave('coffee')).toBeUndefined();
    expect(await leave('Tea')).toMatchObject({ id: tea.id });
    expect(await leave('Tea')).toBeUndefined();
    expect(await sizeOf(ada, tea.id)).toEqual({ size: 0, pending: 0 });
  });

  test('waits a day for YES, which means the group asked about last', async () => {
    const ada = await w.line();
    const [tea, pie] = [
      await group(ada, { name: 'Tea', joinByText: true }),
      await group(ada, { name: 'Pie', joinByText: true }),
    ];
    const bob = await person(ada);
    await w.db.transaction((tx) => joinGroup(tx, w.deps, ada, bob.id, 'tea'));
    w.clock.advance(seconds(5));
    await w.db.transaction((tx) => joinGroup(tx, w.deps, ada, bob.id, 'pie'));
    expect(await w.db.transaction((tx) => confirmJoin(tx, w.deps, ada, bob.id))).toMatchObject({ id: pie.id });
    w.clock.advance(hours(25));
    expect(await w.db.transaction((tx) => confirmJoin(tx, w.deps, ada, bob.id))).toBeUndefined();
    expect(await sizeOf(ada, tea.id)).toEqual({ size: 0, pending: 1 });
  });
});

test('the recipients of several groups are each there once, with what keeps them from being texted', async () => {
  const ada = await w.line();
  const [tea, pie] = [await group(ada, { name: 'Tea' }), await group(ada, { name: 'Pie' })];
  const people = [await person(ada, 'A'), await person(ada, 'B'), await person(ada, 'C')];
  const [a, b, c] = people.map((one) => one.id);
  await ada.call(groups.changeMembers, { params: { id: tea.id }, body: { add: [a, b] } });
  await ada.call(groups.changeMembers, { params: { id: pie.id }, body: { add: [b, c] } });
  await setBar(w.db, ada, { number: people[1]?.number as never, kind: 'blocked', at: w.clock.now() });
  const first = await listRecipientsOfGroups(w.db, ada, [tea.id, pie.id], { limit: 2 });
  expect(first).toMatchObject([
    { name: 'A', blockedAt: null },
    { name: 'B', blockedAt: w.clock.now() },
  ]);
  const after = first.at(-1)?.id as ContactId;
  expect(await listRecipientsOfGroups(w.db, ada, [tea.id, pie.id], { after, limit: 2 })).toMatchObject([{ name: 'C' }]);
});

test('two groups of one name at once are one, and names without a keyword all get one, 40 times', {
  timeout: 120_000,
}, async () => {
  const ada = await w.line();
  for (let trial = 0; trial < 40; trial += 1) {
    const same = await Promise.all([0, 1].map(() => ada.call(groups.add, { body: { name: `Same ${trial}` } })));
    expect(same.map((reply) => reply.status).sort()).toEqual([201, 409]);
    const alike = await Promise.all(
      ['.', '!', '?'].map((mark) => ada.call(groups.add, { body: { name: `Alike${mark} ${trial}` } })),
    );
    expect(alike.map((reply) => reply.status)).toEqual([201, 201, 201]);
    expect(new Set(alike.map((reply) => reply.body.keyword)).size).toBe(3);
  }
});
