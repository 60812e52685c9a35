import { afterAll, beforeAll, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { voice } from '#contract/voice.ts';
import { callTo } from '#test/calls.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

type Line = Awaited<ReturnType<World['line']>>;
const minutesOf = async (line: Line) =>
  (
    await w.pool.query(
      "select used::int, reserved::int from company_meter where company_id = $1 and meter = 'minutes'",
      [line.companyId],
    )
  ).rows[0];

async function lineWith(wish: Parameters<World['line']>[0] = {}) {
  const line = await w.line(wish);
  await w.drainJobs();
  return { ...line, number: (await line.call(settings.read)).body.number as string };
}

test('a call from the browser sets a minute aside, gives it back, and counts what it lasted', async () => {
  const ada = await lineWith();
  const place = () => ada.call(voice.place, { body: { to: freshNumber() } });
  const over = async (id: string, news: object) => {
    const { rows } = await w.pool.query('select carrier_id from call where id = $1', [id]);
    await callTo(w, '', ada.number).post(`/carrier/main/voice/status?company=${ada.companyId}&call=${id}`, {
      carrierId: rows[0].carrier_id,
      state: 'ended',
      ...news,
    });
  };
  const first = await place();
  expect(await minutesOf(ada)).toEqual({ used: 0, reserved: 1 });
  await over(first.body.id, { end: 'no_answer', seconds: 0 });
  expect(await minutesOf(ada)).toEqual({ used: 0, reserved: 0 });
  const second = await place();
  await over(second.body.id, { end: 'completed', seconds: 190 });
  expect(await minutesOf(ada)).toEqual({ used: 4, reserved: 0 });
  w.carrier.mode = 'down';
  expect((await place()).body.code).toBe('voice.carrier_down');
  w.carrier.mode = 'takes';
  expect(await minutesOf(ada)).toEqual({ used: 4, reserved: 0 });
});

test('without minutes no call is placed, and it is said why; who calls in is let in and counted', async () => {
  const ada = await lineWith({ plan: 'trial' });
  const callIn = async (lasted: number) => {
    const call = callTo(w, ada.number);
    expect(['dial', 'pause']).toContain((await call.begin())[0]?.do);
    await call.over({ seconds: lasted });
  };
  await callIn(30 * 60);
  w.carrier.orders.length = 0;
  const refused = await ada.call(voice.place, { body: { to: freshNumber() } });
  expect(refused.body).toMatchObject({
    code: 'plan.limits_reached',
    detail: { meter: 'minutes', limit: 30, used: 30 },
  });
  expect(w.carrier.orders).toEqual([]);
  expect((await ada.call(voice.liveCalls)).body.calls).toEqual([]);
  await callIn(61);
  expect((await minutesOf(ada)).used).toBe(32);
});

test('numbers that were taken before lines could be called are pointed at us, once; others are left alone', async () => {
  const ada = await lineWith();
  const stranger = await w.carrier.takeNumber({
    number: freshNumber() as never,
    label: 'not ours',
    voiceUrl: 'https://example.com/ours',
  });
  const [owned] = (await w.carrier.listNumbers()).filter((one) => one.number === ada.number);
  if (!owned) throw new Error('the number is not there');
  await w.carrier.pointNumber(owned, { voiceUrl: '' });
  w.carrier.pointed.length = 0;
  for (const _ of [1, 2]) {
    await w.pool.query("select graphile_worker.add_job('voice.point-numbers', '{}')");
    await w.drainJobs();
  }
  expect(w.carrier.pointed).toEqual([ada.number]);
  const found = await w.carrier.listNumbers();
  expect(found.find((one) => one.number === ada.number)?.voiceUrl).toBe(
    `${w.deps.config.publicUrl}/carrier/main/voice/incoming`,
  );
  expect(found.find((one) => one.number === stranger.number)?.voiceUrl).toBe('https://example.com/ours');
});
