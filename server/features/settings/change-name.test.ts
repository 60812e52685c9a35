import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('a name is saved, shown, recorded, and every open page is told', async () => {
  const ada = await w.line({ name: 'Ada' });
  const heard: (string | undefined)[] = [];
  const stop = w.deps.live.listen(ada, (news) => heard.push(news?.topic));

  const reply = await ada.call(settings.changeName, { body: { name: '  Ada   Lovelace ', was: 'Ada' } });

  expect(reply).toMatchObject({ status: 200, body: { name: 'Ada Lovelace' } });
  expect((await ada.call(settings.read)).body.name).toBe('Ada Lovelace');
  await expect.poll(() => heard.toSorted()).toEqual(['me', 'settings']);
  stop();
  const events = await w.rows(
    sql`select kind, detail, proof from security_event where line_id = ${ada.lineId} and kind = 'name.changed'`,
  );
  expect(events).toMatchObject([
    { detail: { from: 'Ada', to: 'Ada Lovelace' }, proof: expect.stringContaining('session') },
  ]);
});

test.each([
  ['nothing', ''],
  ['only spaces', '   \t '],
  ['only blank characters that are no spaces', '\u200B\u2060'],
  ['121 characters', 'x'.repeat(121)],
  ['a mark that turns the reading direction', 'Ada \u202Egnirts'],
  ['a line break control', 'Ada\u0007'],
])('a name of %s is refused beside the field, and the old one stays', async (_, name) => {
  const ada = await w.line({ name: 'Ada' });
  expect(await ada.call(settings.changeName, { body: { name } })).toMatchObject({
    status: 422,
    body: { code: 'identity.name_shape', field: 'name' },
  });
  expect((await ada.call(settings.read)).body.name).toBe('Ada');
});

test.each([
  ['markup', '<b onclick="x()">Ada</b>'],
  ['emoji and accents', 'Zoë 👩‍💻'],
  ['120 characters that take two units each', '𝒜'.repeat(120)],
])('%s is a name like any other', async (_, name) => {
  const ada = await w.line();
  expect(await ada.call(settings.changeName, { body: { name } })).toMatchObject({ status: 200, body: { name } });
});

test('the second of two tabs is told what stands, and overwrites nothing', async () => {
  const ada = await w.line({ name: 'Ada' });
  await ada.call(settings.changeName, { body: { name: 'Ada One', was: 'Ada' } });

  const second = await ada.call(settings.changeName, { body: { name: 'Ada Two', was: 'Ada' } });

  expect(second).toMatchObject({
    status: 409,
    body: { code: 'settings.changed_elsewhere', field: 'name', detail: { now: 'Ada One' } },
  });
  expect((await ada.call(settings.read)).body.name).toBe('Ada One');
  expect((await ada.call(settings.changeName, { body: { name: 'Ada Two', was: 'Ada One' } })).status).toBe(200);
});

test('a save that is repeated because its answer was lost is no conflict', async () => {
  const ada = await w.line({ name: 'Ada' });
  const body = { name: 'Ada One', was: 'Ada' };
  await ada.call(settings.changeName, { body });
  expect((await ada.call(settings.changeName, { body })).status).toBe(200);
});
