import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contacts } from '#contract/contacts.ts';
import { groups } from '#contract/groups.ts';
import type { PhoneNumber } from '#contract/ids.ts';
import { minutes, seconds } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { setBar } from './bars.ts';
import { getOrAddContact } from './get-or-add-contact.ts';

let w: World;
type Somebody = Awaited<ReturnType<World['line']>>;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const add = (who: Somebody, body: Record<string, unknown>) =>
  who.call(contacts.add, { body: { number: freshNumber(), ...body } });
const names = async (who: Somebody, search: string) =>
  (await who.call(contacts.list, { query: { search } })).body.contacts.map((one: { name: string }) => one.name);

describe('adding', () => {
  test('a contact has a name, a number however it is written, a keyword, notes and fields', async () => {
    const ada = await w.line();
    const reply = await ada.call(contacts.add, {
      body: {
        name: '  Zoë   Łukasz ',
        number: '(415) 555-2671',
        keyword: ' Zoe ',
        notes: 'Likes tea.\r\nCalls on Fridays. ',
        fields: { 'E-mail': 'zoe@example.com', Visits: 3, Nothing: null },
      },
    });
    expect(reply).toMatchObject({
      status: 201,
      body: {
        name: 'Zoë Łukasz',
        number: '+14155552671',
        keyword: 'zoe',
        notes: 'Likes tea.\nCalls on Fridays.',
        fields: { 'E-mail': 'zoe@example.com', Visits: 3 },
        blocked: false,
        screened: false,
        groups: [],
      },
    });
    expect(reply.body.fields).not.toHaveProperty('Nothing');
    expect((await ada.call(contacts.read, { params: { id: reply.body.id } })).body).toEqual(reply.body);
  });

  test.each([
    ['contacts.number_shape', { number: '555' }, 'number'],
    ['contacts.number_shape', { number: 'hello' }, 'number'],
    ['contacts.number_emergency', { number: '911' }, 'number'],
    ['contacts.number_premium', { number: '+1 900 555 0123' }, 'number'],
    ['contacts.number_extension', { number: '+1 415 555 2671 ext. 5' }, 'number'],
    ['contacts.name_shape', { name: 'x'.repeat(121) }, 'name'],
    ['contacts.name_shape', { name: 'Ada \u202Egnirts' }, 'name'],
    ['contacts.keyword_shape', { keyword: 'two words' }, 'keyword'],
    ['contacts.keyword_reserved', { keyword: 'Stop' }, 'keyword'],
    ['contacts.notes_long', { notes: 'x'.repeat(10_001) }, 'notes'],
    ['contacts.field_name', { fields: { ' ': 'x' } }, 'fields'],
    ['contacts.fields_large', { fields: { big: 'x'.repeat(65_530) } }, 'fields'],
  ])('%s: %j', async (code, body, field) => {
    const ada = await w.line();
    expect(await add(ada, body)).toMatchObject({ status: 422, body: { code, field } });
  });

  test('landlines and numbers of other countries are contacts', async () => {
    const ada = await w.line();
    for (const number of ['+442083661177', '+4930123456', '+16502530000'])
      expect(await add(ada, { number })).toMatchObject({ status: 201, body: { number } });
  });

  test('a number is there once on a line, and the refusal says who has it', async () => {
    const ada = await w.line();
    const first = await add(ada, { name: 'Bob', number: '+14155552671' });
    expect(await add(ada, { number: '415-555-2671' })).toMatchObject({
      status: 409,
      body: { code: 'contacts.number_taken', field: 'number', detail: { id: first.body.id } },
    });
    const bob = await w.line();
    expect((await add(bob, { number: '+14155552671' })).status).toBe(201);
  });

  test('a keyword is there once on a line', async () => {
    const ada = await w.line();
    await add(ada, { keyword: 'plumber' });
    expect(await add(ada, { keyword: 'PLUMBER' })).toMatchObject({
      status: 409,
      body: { code: 'contacts.keyword_taken', field: 'keyword' },
    });
  });
});

describe('changing', () => {
  test('what is named changes, fields one by one, and the rest stays', async () => {
    const ada = await w.line();
    const { body: made } = await add(ada, { name: 'Bob', notes: 'old', fields: { A: '1', B: '2' } });
    const reply = await ada.call(contacts.change, {
      params: { id: made.id },
      body: { set: { name: 'Rob', fields: { A: null, C: '3' } } },
    });
    expect(reply).toMatchObject({ status: 200, body: { name: 'Rob', notes: 'old', fields: { B: '2', C: '3' } } });
    expect(reply.body.fields).not.toHaveProperty('A');
    expect(await names(ada, 'rob')).toEqual(['Rob']);
    expect(await names(ada, 'bob')).toEqual([]);
  });

  test('the second of two tabs is told what stands', async () => {
    const ada = await w.line();
    const { body: made } = await add(ada, { name: 'Bob' });
    const change = (name: string) =>
      ada.call(contacts.change, { params: { id: made.id }, body: { set: { name }, was: { name: 'Bob' } } });
    expect((await change('Rob')).status).toBe(200);
    expect(await change('Robert')).toMatchObject({
      status: 409,
      body: { code: 'contacts.changed_elsewhere', field: 'name', detail: { now: 'Rob' } },
    });
    expect((await change('Rob')).status).toBe(200);
  });

  test('a number moves to one that is free, and to one whose contact was deleted, and to no other', async () => {
    const ada = await w.line();
    const [one, two, three] = [freshNumber(), freshNumber(), freshNumber()];
    const { body: bob } = await add(ada, { number: one });
    const { body: eve } = await add(ada, { number: two, name: 'Eve' });
    const move = (number: string) => ada.call(contacts.change, { params: { id: bob.id }, body: { set: { number } } });
    expect((await move(two)).body).toMatchObject({ code: 'contacts.number_taken', detail: { id: eve.id } });
    expect((await move(three)).body.number).toBe(three);
    await ada.call(contacts.remove, { body: { ids: [eve.id] } });
    expect((await move(two)).body.number).toBe(two);
    expect((await ada.call(contacts.restore, { body: { ids: [eve.id] } })).body.code).toBe('contacts.not_restorable');
  });
});

describe('deleting', () => {
  test('is undone within the minute: facts, keyword and groups are as they were', async () => {
    const ada = await w.line();
    const { body: made } = await add(ada, { name: 'Bob', keyword: 'bob', fields: { A: '1' }, notes: 'n' });
    const { body: group } = await ada.call(groups.add, { body: { name: 'Regulars' } });
    await ada.call(contacts.addToGroup, { body: { ids: [made.id], groupId: group.id } });
    const { body: before } = await ada.call(contacts.read, { params: { id: made.id } });

    expect((await ada.call(contacts.remove, { body: { ids: [made.id] } })).body.deleted).toEqual([made.id]);
    expect((await ada.call(contacts.read, { params: { id: made.id } })).status).toBe(404);
    expect((await ada.call(groups.read, { params: { id: group.id } })).body.size).toBe(0);
    w.clock.advance(seconds(50));
    expect((await ada.call(contacts.restore, { body: { ids: [made.id] } })).body.restored).toEqual([made.id]);

    expect((await ada.call(contacts.read, { params: { id: made.id } })).body).toEqual(before);
    expect((await ada.call(groups.read, { params: { id: group.id } })).body.size).toBe(1);
    expect((await ada.call(contacts.restore, { body: { ids: [made.id] } })).status).toBe(200);
  });

  test('erases what was known after a minute, and then nothing brings it back', async () => {
    const ada = await w.line();
    const { body: made } = await add(ada, { name: 'Secret Name', notes: 'secret', fields: { A: 'secret' } });
    await ada.call(contacts.remove, { body: { ids: [made.id] } });
    w.clock.advance(minutes(1) + 1);
    await w.drainJobs();
    expect((await ada.call(contacts.restore, { body: { ids: [made.id] } })).body.code).toBe('contacts.not_restorable');
    const { rows } = await w.pool.query('select * from contact where id = $1', [made.id]);
    expect(JSON.stringify(rows).toLowerCase()).not.toContain('secret');
  });

  test('a number that is added again is the same contact, and knows nothing of before', async () => {
    const ada = await w.line();
    const number = freshNumber();
    const { body: made } = await add(ada, { number, name: 'Bob', fields: { A: '1' }, keyword: 'bob' });
    await ada.call(contacts.remove, { body: { ids: [made.id] } });
    expect(await add(ada, { number, name: 'Robert' })).toMatchObject({
      status: 201,
      body: { id: made.id, name: 'Robert', fields: {}, keyword: null },
    });
  });

  test('an opt-out outlives the contact', async () => {
    const ada = await w.line();
    const number = freshNumber();
    const { body: made } = await add(ada, { number });
    expect(await setBar(w.db, ada, { number, kind: 'blocked', at: w.clock.now() })).toBe(true);
    expect(await setBar(w.db, ada, { number, kind: 'blocked', at: w.clock.now() })).toBe(false);
    await ada.call(contacts.remove, { body: { ids: [made.id] } });
    w.clock.advance(minutes(2));
    await w.drainJobs();
    expect((await add(ada, { number })).body.blocked).toBe(true);
    const elsewhere = await w.line();
    expect((await add(elsewhere, { number })).body.blocked).toBe(false);
  });
});

test('blocking somebody and unblocking them shows at once, in lists too', async () => {
  const ada = await w.line();
  const { body: made } = await add(ada, { name: 'Loud' });
  const screen = (screened: boolean) => ada.call(contacts.screen, { params: { id: made.id }, body: { screened } });
  expect((await screen(true)).body).toMatchObject({ screened: true, blocked: false });
  expect((await ada.call(contacts.list, { query: { show: 'screened' } })).body.contacts).toMatchObject([
    { id: made.id },
  ]);
  expect((await screen(false)).body).toMatchObject({ screened: false, screenedAt: null });
  expect((await ada.call(contacts.list, { query: { show: 'screened' } })).body.contacts).toEqual([]);
});

test('an unknown sender becomes a contact without a name, once, and one that was deleted comes back', async () => {
  const ada = await w.line();
  const number = freshNumber();
  const meet = () => w.db.transaction((tx) => getOrAddContact(tx, w.deps, ada, number));
  const first = await meet();
  expect(first).toMatchObject({ name: '', number, blockedAt: null });
  expect((await meet()).id).toBe(first.id);
  await ada.call(contacts.remove, { body: { ids: [first.id] } });
  expect(await meet()).toMatchObject({ id: first.id, deletedAt: null });
  const short = await w.db.transaction((tx) => getOrAddContact(tx, w.deps, ada, '22395' as PhoneNumber));
  expect((await ada.call(contacts.read, { params: { id: short.id } })).body.number).toBe('22395');
});

describe('searching', () => {
  test('finds parts of names, numbers and keywords, whatever the case and accents', async () => {
    const ada = await w.line();
    await add(ada, { name: 'Zoë Müller', number: '+14155552671' });
    await add(ada, { name: 'Bob Parker', number: '+12025550143', keyword: 'plumber' });
    await add(ada, { name: '100% Juice_Bar' });
    await add(ada, { number: '+13105550199' });
    for (const [search, found] of [
      ['zoe', ['Zoë Müller']],
      ['ZOË MUL', ['Zoë Müller']],
      ['ller', ['Zoë Müller']],
      ['par bob', ['Bob Parker']],
      ['lumb', ['Bob Parker']],
      ['(415) 555', ['Zoë Müller']],
      ['+1 415', ['Zoë Müller']],
      ['2671', ['Zoë Müller']],
      ['0199', ['']],
      ['%', ['100% Juice_Bar']],
      ['_', ['100% Juice_Bar']],
      ['zoe bob', []],
      ['\\', []],
      ['', ['100% Juice_Bar', 'Bob Parker', 'Zoë Müller', '']],
    ] as const)
      expect([search, await names(ada, search)]).toEqual([search, found]);
  });

  test('far down a long list finds the same as near its beginning', async () => {
    const ada = await w.line();
    await fill(ada, 5000);
    await add(ada, { name: 'Zzz Needle', number: '+14155552671' });
    expect(await names(ada, 'needle')).toEqual(['Zzz Needle']);
    expect(await names(ada, 'eedl zzz')).toEqual(['Zzz Needle']);
    expect(await names(ada, '4155552671')).toEqual(['Zzz Needle']);
    expect(await names(ada, 'zz')).toEqual(['Zzz Needle']);
    expect((await names(ada, 'filler')).length).toBe(50);
    const pages: string[] = [];
    let after: string | undefined;
    do {
      const { body } = await ada.call(contacts.list, { query: { search: 'r 49', limit: 40, ...(after && { after }) } });
      pages.push(...body.contacts.map((one: { name: string }) => one.name));
      after = body.next ?? undefined;
    } while (after);
    const wanted = Array.from({ length: 5000 }, (_, n) => `Filler ${String(n).padStart(4, '0')}`);
    expect(pages).toEqual(wanted.filter((name) => name.slice(7).includes('49')));
  });

  test('finds exactly what contains every word, for any names and words', { timeout: 60_000 }, async () => {
    const ada = await w.line();
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'é', ' ', '4', '%'), maxLength: 8 });
    const made: string[] = [];
    for (const name of fc.sample(letters, { numRuns: 120, seed: 7 })) {
      const reply = await add(ada, { name, number: `+1212555${String(1000 + made.length)}` });
      made.push(reply.body.name);
    }
    const level = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[abAé%]{1,4}$/), async (word) => {
        const found = (await ada.call(contacts.list, { query: { search: word, limit: 200 } })).body.contacts;
        const wanted = made.filter((name) => level(name).includes(level(word)));
        expect(found.map((one: { name: string }) => one.name).sort()).toEqual(wanted.sort());
      }),
      { numRuns: 60 },
    );
  });

  test('pages show every contact once, and a place that is none is refused', async () => {
    const ada = await w.line();
    await fill(ada, 130);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { body } = await ada.call(contacts.list, { query: { limit: 50, ...(after && { after }) } });
      if (after === undefined) expect(body.total).toBe(130);
      seen.push(...body.contacts.map((one: { id: string }) => one.id));
      after = body.next ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe(130);
    for (const wrong of ['x', 'e30', 'WyJhIiwiYiJd'])
      expect((await ada.call(contacts.list, { query: { after: wrong } })).body.code).toBe('contacts.cursor');
  });
});

describe('duplicates', () => {
  test('of a name or an e-mail address are suggested, and joined keep all that was known', async () => {
    const ada = await w.line();
    const { body: one } = await add(ada, { name: 'Zoë Müller', fields: { City: 'Ulm' }, notes: 'first' });
    const { body: two } = await add(ada, {
      name: 'zoe muller',
      fields: { City: 'Bonn', Mail: 'zm@example.com' },
      notes: 'second',
    });
    const { body: three } = await add(ada, { name: 'Z. M.', fields: { 'E-mail': 'ZM@example.com ' } });
    await add(ada, { name: 'Somebody' });
    await add(ada, {});
    await add(ada, {});
    const { body: group } = await ada.call(groups.add, { body: { name: 'Regulars' } });
    await ada.call(contacts.addToGroup, { body: { ids: [two.id, three.id], groupId: group.id } });

    const { sets } = (await ada.call(contacts.duplicates)).body;
    expect(sets).toMatchObject([
      { because: 'email', value: 'zm@example.com', contacts: [{ id: two.id }, { id: three.id }] },
      { because: 'name', value: 'zoe muller', contacts: [{ id: one.id }, { id: two.id }] },
    ]);

    const joined = await ada.call(contacts.join, { body: { keep: one.id, others: [two.id, three.id] } });
    expect(joined).toMatchObject({
      status: 200,
      body: {
        name: 'Zoë Müller',
        number: one.number,
        notes: 'first\n\nsecond',
        fields: {
          City: 'Ulm',
          'City 2': 'Bonn',
          Mail: 'zm@example.com',
          'Other number': two.number,
          'Other number 2': three.number,
        },
        groups: [{ name: 'Regulars', state: 'joined' }],
      },
    });
    expect((await ada.call(groups.read, { params: { id: group.id } })).body.size).toBe(1);
    expect((await ada.call(contacts.duplicates)).body.sets).toEqual([]);
    expect((await ada.call(contacts.join, { body: { keep: one.id, others: [one.id] } })).body.code).toBe(
      'contacts.join_self',
    );
    expect((await ada.call(contacts.join, { body: { keep: one.id, others: [two.id] } })).status).toBe(404);
  });
});

describe('another line', () => {
  test.each(['another company', 'the same company'])('of %s sees and changes nothing', async (which) => {
    const ada = await w.line();
    const eve = which === 'the same company' ? await w.colleague(ada) : await w.line();
    const { body: made } = await add(ada, { name: 'Bob' });
    const { body: group } = await ada.call(groups.add, { body: { name: 'Regulars' } });
    const { body: own } = await add(eve, { name: 'Own' });
    const params = { id: made.id };
    const stranger: Somebody = eve;
    expect((await stranger.call(contacts.read, { params })).status).toBe(404);
    expect((await stranger.call(contacts.change, { params, body: { set: { name: 'x' } } })).status).toBe(404);
    expect((await stranger.call(contacts.screen, { params, body: { screened: true } })).status).toBe(404);
    expect((await stranger.call(contacts.remove, { body: { ids: [made.id] } })).body.deleted).toEqual([]);
    expect((await stranger.call(contacts.addToGroup, { body: { ids: [own.id], groupId: group.id } })).status).toBe(404);
    expect((await stranger.call(contacts.join, { body: { keep: own.id, others: [made.id] } })).status).toBe(404);
    expect((await stranger.call(contacts.list)).body.contacts).toMatchObject([{ name: 'Own' }]);
    await ada.call(contacts.remove, { body: { ids: [made.id] } });
    expect((await stranger.call(contacts.restore, { body: { ids: [made.id] } })).status).toBe(409);
    expect((await ada.call(contacts.restore, { body: { ids: [made.id] } })).status).toBe(200);
    expect((await ada.call(contacts.read, { params })).body).toMatchObject({ name: 'Bob', groups: [] });
  });
});

test('every open page of the line hears of a change', async () => {
  const ada = await w.line();
  const heard: (string | undefined)[] = [];
  const stop = w.deps.live.listen(ada, (news) => heard.push(news?.topic));
  await add(ada, {});
  await expect.poll(() => heard).toEqual(['contacts']);
  stop();
});

/** Contacts in bulk, as an import writes them: named "Filler 0000" and on. */
async function fill(who: Somebody, most: number): Promise<void> {
  const { traces } = await import('./fold.ts');
  const { newId } = await import('#server/platform/ids.ts');
  const rows = Array.from({ length: most }, (_, n) => {
    const facts = {
      name: `Filler ${String(n).padStart(4, '0')}`,
      number: `+1303${String(2_000_000 + n)}`,
      keyword: null,
    };
    return { id: newId(), name: facts.name, number: facts.number, ...traces(who.lineId, facts) };
  });
  await w.pool.query(
    `insert into contact (company_id, line_id, id, number, name, place, search, grams, created_at, changed_at)
     select $1, $2, id, number, name, place, search, grams, now(), now()
     from json_to_recordset($3::json) as x(id bigint, number text, name text, place text, search text, grams int[])`,
    [who.companyId, who.lineId, JSON.stringify(rows)],
  );
}
