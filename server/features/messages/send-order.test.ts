import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { groups } from '#contract/groups.ts';
import type { GroupId } from '#contract/ids.ts';
import { messages } from '#contract/messages.ts';
import { hours, seconds } from '#server/platform/clock.ts';
import { addCrowd } from '#test/crowd.ts';
import { freshNumber, type World, world } from '#test/world.ts';

const worlds: World[] = [];
afterAll(() => Promise.all(worlds.map((w) => w.close())));

/** By day in all of America, with numbers of so many segments a second. */
async function worldAt(sendRate: number): Promise<World> {
  const w = await world({ sendRate });
  worlds.push(w);
  w.clock.advance(hours(6));
  return w;
}

async function lineWithGroup(w: World, people: number) {
  const line = await w.line();
  await w.drainJobs();
  const { rows } = await w.pool.query('select number from line where id = $1', [line.lineId]);
  const number: string = rows[0].number;
  const { body: group } = await line.call(groups.add, { body: { name: 'Everybody' } });
  await addCrowd(w.pool, { ...line, groupId: group.id as GroupId }, people);
  return {
    number,
    texts: () => w.texts().filter((text) => text.from === number),
    sendToGroup: (text: string) => line.call(messages.send, { body: { to: { groups: [group.id] }, text } }),
    sendToOne: (text: string) => line.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text } }),
  };
}

test('a number sends so many segments a second, saves up three seconds at most, and texts to one overtake those to many', async () => {
  const w = await worldAt(10);
  const ada = await lineWithGroup(w, 70);
  await ada.sendToGroup('Hello');
  await w.drainJobs();
  expect(ada.texts()).toHaveLength(30);
  await w.drainJobs();
  expect(ada.texts()).toHaveLength(30);
  w.clock.advance(seconds(1));
  await w.drainJobs();
  expect(ada.texts()).toHaveLength(40);

  // Two segments: eight of the others go beside it.
  await ada.sendToOne('a'.repeat(200));
  w.clock.advance(seconds(1));
  await w.drainJobs();
  expect(ada.texts()).toHaveLength(49);
  expect(ada.texts()[40]?.text).toHaveLength(200);

  w.clock.advance(hours(1));
  await w.drainJobs();
  expect(ada.texts()).toHaveLength(71);
});

test('while one line sends to thousands, the texts of another take turns with it', { timeout: 60_000 }, async () => {
  const w = await worldAt(100_000);
  const crowd = 2500;
  const ada = await lineWithGroup(w, crowd);
  const bob = await lineWithGroup(w, 10);
  const take = w.carrier.sendText;
  // So slow that the crowd takes longer than a turn lasts.
  w.carrier.sendText = async (text) => {
    await sleep(30);
    return take(text);
  };
  await ada.sendToGroup('Hello everybody');
  const drained = w.drainJobs();
  for (; ada.texts().length === 0; ) await sleep(5);
  await bob.sendToGroup('Hello you ten');
  await drained;
  await w.drainJobs();
  expect(ada.texts()).toHaveLength(crowd);
  const bobsLast = w.texts().findLastIndex((text) => text.from === bob.number);
  const before = w.texts().slice(0, bobsLast).length - 9;
  expect(bob.texts()).toHaveLength(10);
  // Not after everybody: after the turn that was running, which was about half of them.
  expect(before).toBeLessThan(crowd - 300);
});
