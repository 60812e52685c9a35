import { afterAll, beforeAll, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('of two tabs saving one field at once, one is saved and the other is told, 300 times', {
  timeout: 120_000,
}, async () => {
  const tab = await w.line({ name: 'start' });
  const otherTab = await w.signIn(tab.username);
  let was = 'start';
  for (let trial = 0; trial < 300; trial += 1) {
    const wanted = [`one ${trial}`, `two ${trial}`] as const;
    const replies = await Promise.all([
      tab.call(settings.changeName, { body: { name: wanted[0], was } }),
      otherTab.call(settings.changeName, { body: { name: wanted[1], was } }),
    ]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    const winner = replies[0].status === 200 ? wanted[0] : wanted[1];
    expect(replies.find((reply) => reply.status === 409)?.body).toMatchObject({
      code: 'settings.changed_elsewhere',
      detail: { now: winner },
    });
    expect((await tab.call(settings.read)).body.name).toBe(winner);
    was = winner;
  }
});

test('two tabs flipping different switches at once both get their way, 200 times', { timeout: 120_000 }, async () => {
  const tab = await w.line();
  const otherTab = await w.signIn(tab.username);
  for (let trial = 0; trial < 200; trial += 1) {
    const on = trial % 2 === 0;
    await Promise.all([
      tab.call(settings.changePreferences, {
        body: { set: { desktopNotifications: on }, was: { desktopNotifications: !on && trial > 0 } },
      }),
      otherTab.call(settings.changePreferences, { body: { set: { appearance: on ? 'dark' : 'light' } } }),
    ]);
    expect((await tab.call(settings.read)).body).toMatchObject({
      desktopNotifications: on,
      appearance: on ? 'dark' : 'light',
    });
  }
});
