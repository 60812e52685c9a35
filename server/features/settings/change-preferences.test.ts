import { afterAll, beforeAll, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('switches, time zone, language and appearance are kept', async () => {
  const ada = await w.line();
  const set = {
    emailNotifications: false,
    desktopNotifications: true,
    soundNotifications: false,
    timeZone: 'Europe/Madrid',
    language: 'es',
    appearance: 'dark',
  } as const;
  expect(await ada.call(settings.changePreferences, { body: { set } })).toMatchObject({ status: 200, body: set });
  expect((await ada.call(settings.read)).body).toMatchObject(set);
});

test('one switch moves without the others', async () => {
  const ada = await w.line();
  const { body: before } = await ada.call(settings.read);
  const { body: after } = await ada.call(settings.changePreferences, { body: { set: { emailNotifications: false } } });
  expect(after).toEqual({ ...before, emailNotifications: false });
});

test.each(['Mars/Olympus', '', '+05:00', 'europe/madrid'])(
  'the time zone %j is refused beside the field',
  async (timeZone) => {
    const ada = await w.line();
    expect(
      await ada.call(settings.changePreferences, { body: { set: { timeZone, appearance: 'dark' } } }),
    ).toMatchObject({ status: 422, body: { code: 'settings.time_zone_unknown', field: 'timeZone' } });
    expect((await ada.call(settings.read)).body.appearance).toBe('system');
  },
);

test('a stale switch is told, and nothing beside it is written either', async () => {
  const ada = await w.line();
  await ada.call(settings.changePreferences, { body: { set: { appearance: 'dark' }, was: { appearance: 'system' } } });
  const second = await ada.call(settings.changePreferences, {
    body: { set: { appearance: 'light', language: 'es' }, was: { appearance: 'system' } },
  });
  expect(second).toMatchObject({
    status: 409,
    body: { code: 'settings.changed_elsewhere', field: 'appearance', detail: { now: 'dark' } },
  });
  expect((await ada.call(settings.read)).body).toMatchObject({ appearance: 'dark', language: 'en' });
});

test.each([
  ['nothing', { set: {} }],
  ['a language there is none of', { set: { language: 'tlh' } }],
  ['a word for a switch', { set: { emailNotifications: 'yes' } }],
  ['a field that is no preference', { set: { roles: ['admin'] } }],
])('setting %s is bad input', async (_, body) => {
  const ada = await w.line();
  expect(await ada.call(settings.changePreferences, { body })).toMatchObject({
    status: 400,
    body: { code: 'request.invalid' },
  });
});
