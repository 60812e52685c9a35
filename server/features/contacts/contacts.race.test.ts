import { afterAll, beforeAll, expect, test } from 'vitest';
import { contacts } from '#contract/contacts.ts';
import { groups } from '#contract/groups.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { getOrAddContact } from './get-or-add-contact.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('a number that is added, met and added again at once is one contact, 100 times', {
  timeout: 120_000,
}, async () => {
  const ada = await w.line();
  for (let trial = 0; trial < 100; trial += 1) {
    const number = freshNumber();
    const [one, met, two] = await Promise.all([
      ada.call(contacts.add, { body: { number, name: 'one' } }),
      w.db.transaction((tx) => getOrAddContact(tx, w.deps, ada, number)),
      ada.call(contacts.add, { body: { number, name: 'two' } }),
    ]);
    expect([201, 409]).toContain(one.status);
    expect([201, 409]).toContain(two.status);
    expect([one, two].filter((reply) => reply.status === 201).length).toBeLessThanOrEqual(1);
    const { rows } = await w.pool.query('select id from contact where line_id = $1 and number = $2', [
      ada.lineId,
      number,
    ]);
    expect(rows).toEqual([{ id: met.id }]);
  }
});

test('one keyword goes to one of two contacts that want it at once, 60 times', { timeout: 120_000 }, async () => {
  const ada = await w.line();
  for (let trial = 0; trial < 60; trial += 1) {
    const want = () => ada.call(contacts.add, { body: { number: freshNumber(), keyword: `word${trial}` } });
    const replies = await Promise.all([want(), want()]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409]);
  }
});

test('of two contacts that move to one number at once, one gets it, 60 times', { timeout: 120_000 }, async () => {
  const ada = await w.line();
  for (let trial = 0; trial < 60; trial += 1) {
    const made = await Promise.all(
      [0, 1].map(() => ada.call(contacts.add, { body: { number: freshNumber() } }).then((reply) => reply.body.id)),
    );
    const number = freshNumber();
    if (trial % 2 === 0) {
      // A deleted contact holds it.
      const { body } = await ada.call(contacts.add, { body: { number } });
      await ada.call(contacts.remove, { body: { ids: [body.id] } });
    }
    const replies = await Promise.all(
      made.map((id) => ada.call(contacts.change, { params: { id }, body: { set: { number } } })),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
  }
});

test('while members are added, removed, deleted and restored at once, a group counts who is in it, 80 times', {
  timeout: 120_000,
}, async () => {
  const ada = await w.line();
  const ids: string[] = [];
  for (let n = 0; n < 12; n += 1) ids.push((await ada.call(contacts.add, { body: { number: freshNumber() } })).body.id);
  const made = await Promise.all(
    ['A', 'B'].map((name) => ada.call(groups.add, { body: { name } }).then((reply) => reply.body.id)),
  );
  const some = () => ids.filter(() => Math.random() < 0.5).slice(0, 8);
  for (let trial = 0; trial < 80; trial += 1) {
    const [first, second] = [some(), some()];
    const replies = await Promise.all([
      ada.call(groups.changeMembers, { params: { id: made[0] }, body: { add: [...first, ids[0]].filter(unique) } }),
      ada.call(groups.changeMembers, {
        params: { id: made[1] },
        body: { add: [...second, ids[1]].filter(unique).reverse() },
      }),
      ada.call(groups.changeMembers, { params: { id: made[0] }, body: { remove: [...second, ids[2]].filter(unique) } }),
      ada.call(contacts.remove, { body: { ids: [...first, ids[3]].filter(unique).reverse() } }),
    ]);
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200, 200]);
    await ada.call(contacts.restore, {
      body: { ids: replies[3].body.deleted.length > 0 ? replies[3].body.deleted : [ids[4]] },
    });
    const { rows } = await w.pool.query(
      `select g.size, g.pending, (select count(*)::int from membership m join contact c on c.company_id = m.company_id and c.id = m.contact_id
         where m.group_id = g.id and m.state = 'joined' and c.deleted_at is null) as real from contact_group g where g.id = any($1)`,
      [made],
    );
    for (const row of rows) expect(row).toEqual({ size: row.real, pending: 0, real: row.real });
  }
});

const unique = <T>(one: T, at: number, all: T[]) => all.indexOf(one) === at;
