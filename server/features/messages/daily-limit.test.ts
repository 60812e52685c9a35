import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { groups } from '#contract/groups.ts';
import type { GroupId } from '#contract/ids.ts';
import { messages } from '#contract/messages.ts';
import { settings } from '#contract/settings.ts';
import { hours, minutes } from '#server/platform/clock.ts';
import { addCrowd } from '#test/crowd.ts';
import { freshNumber, type World, world } from '#test/world.ts';

const perDay = 5;
let w: World;
beforeAll(async () => {
  w = await world({ textsPerDay: perDay });
  // Sunday, one in the afternoon in New York: day in all of America.
  w.clock.advance(hours(6));
});
afterAll(() => w.close());
beforeEach(() => {
  w.carrier.mode = 'takes';
});

async function lineWithGroup(people: number) {
  const line = await w.line();
  await w.drainJobs();
  const { rows } = await w.pool.query('select number from line where id = $1', [line.lineId]);
  const { body: group } = await line.call(groups.add, { body: { name: 'Everybody' } });
  await addCrowd(w.pool, { ...line, groupId: group.id as GroupId }, people);
  const number: string = rows[0].number;
  return {
    ...line,
    number,
    sendToGroup: async (text: string): Promise<string> => {
      const { body } = await line.call(messages.send, { body: { to: { groups: [group.id] }, text } });
      return body.messageId;
    },
    preview: async (text: string) =>
      (await line.call(messages.preview, { body: { to: { groups: [group.id] }, text } })).body,
    progress: async (id: string) => (await line.call(messages.progress, { params: { id } })).body,
    texts: () => w.texts().filter((text) => text.from === number),
  };
}
/** Moves the clock to a wall time in New York of the days after that Sunday, and works what is due. */
async function at(iso: string): Promise<void> {
  w.clock.advance(new Date(iso).getTime() - w.clock.now().getTime());
  await w.drainJobs();
}

test('a number that sent what it may in a day lets texts to groups wait for the next, says so, and goes on with texts to one', async () => {
  const ada = await lineWithGroup(8);
  expect((await ada.preview('Hello')).limited).toEqual({ recipients: 3, perDay });
  const id = await ada.sendToGroup('Hello');
  await w.drainJobs();
  expect(ada.texts()).toHaveLength(5);
  expect(await ada.progress(id)).toMatchObject({
    state: 'sending',
    counts: { total: 8, queued: 3 },
    quiet: 0,
    limited: { recipients: 3, perDay, until: '2026-03-02T05:00:00.000Z' },
  });
  const { body } = await ada.call(messages.receipts, { params: { id }, query: { state: 'queued' } });
  expect(body.receipts).toHaveLength(3);
  expect(body.receipts[0]).toMatchObject({ waitsFor: 'daily_limit', notBefore: '2026-03-02T05:00:00.000Z' });

  const one = freshNumber();
  await ada.call(messages.send, { body: { to: { numbers: [one] }, text: 'Just to you' } });
  await w.drainJobs();
  expect(ada.texts().at(-1)).toMatchObject({ to: one });
  expect(ada.texts()).toHaveLength(6);

  // The new day begins at night: those in New York get it when it is morning there.
  await at('2026-03-02T05:00:01.000Z');
  expect(ada.texts()).toHaveLength(6);
  expect(await ada.progress(id)).toMatchObject({ counts: { queued: 3 }, quiet: 3, limited: null });
  await at('2026-03-02T13:00:01.000Z');
  expect(ada.texts()).toHaveLength(9);
  expect(await ada.progress(id)).toMatchObject({ state: 'done', counts: { queued: 0, sent: 8 }, limited: null });
});

test('texts to one count too, and a long text as what it is: the limit is of segments, and is not gone beyond', async () => {
  await at('2026-03-03T18:00:00.000Z');
  const ada = await lineWithGroup(8);
  await ada.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text: 'One' } });
  await w.drainJobs();
  const id = await ada.sendToGroup('a'.repeat(200));
  await w.drainJobs();
  // Two segments each: two people make four, and a third would make six.
  expect(ada.texts()).toHaveLength(3);
  expect(await ada.progress(id)).toMatchObject({ counts: { sent: 2, queued: 6 }, limited: { recipients: 6 } });
  const next = await ada.sendToGroup('Short');
  await w.drainJobs();
  expect(await ada.progress(next)).toMatchObject({ counts: { queued: 8 }, limited: { recipients: 8 } });
});

test('a text of more segments than a day has goes alone on a day of its own, rather than never', async () => {
  await at('2026-03-04T18:00:00.000Z');
  const ada = await lineWithGroup(2);
  const id = await ada.sendToGroup('a'.repeat(1000));
  await w.drainJobs();
  expect(await ada.progress(id)).toMatchObject({ counts: { sent: 1, queued: 1 } });
  await at('2026-03-05T18:00:00.000Z');
  expect(await ada.progress(id)).toMatchObject({ counts: { sent: 2, queued: 0 }, state: 'done' });
});

test('what the carrier did not take is not counted', async () => {
  const ada = await lineWithGroup(4);
  w.carrier.mode = 'too fast';
  const id = await ada.sendToGroup('Hello');
  await w.drainJobs();
  w.carrier.mode = 'takes';
  w.clock.advance(minutes(5));
  await w.drainJobs();
  expect(await ada.progress(id)).toMatchObject({ state: 'done', counts: { sent: 4 }, limited: null });
});

test('the day is the line’s own, and moving to a zone where it is yesterday gives no second one', async () => {
  await at('2026-03-06T18:00:00.000Z');
  const ada = await lineWithGroup(7);
  await ada.call(settings.changePreferences, { body: { set: { timeZone: 'Pacific/Auckland' } } });
  // Seven in the morning of the 7th in Auckland.
  const id = await ada.sendToGroup('Hello');
  await w.drainJobs();
  expect(await ada.progress(id)).toMatchObject({ limited: { recipients: 2, until: '2026-03-07T11:00:00.000Z' } });
  await ada.call(settings.changePreferences, { body: { set: { timeZone: 'America/New_York' } } });
  await w.drainJobs();
  expect(await ada.progress(id)).toMatchObject({ counts: { sent: 5, queued: 2 } });
});

test('a text to a group that lasts into the night, or is gone on with at night, waits for morning there', async () => {
  await at('2026-03-09T18:00:00.000Z');
  const ada = await lineWithGroup(3);
  const id = await ada.sendToGroup('Hello');
  await ada.call(messages.pause, { params: { id } });
  await at('2026-03-10T02:00:00.000Z');
  await ada.call(messages.resume, { params: { id } });
  await w.drainJobs();
  expect(ada.texts()).toEqual([]);
  expect(await ada.progress(id)).toMatchObject({ state: 'sending', quiet: 3 });
  await at('2026-03-10T12:00:01.000Z');
  expect(await ada.progress(id)).toMatchObject({ state: 'done', counts: { sent: 3 } });
});
