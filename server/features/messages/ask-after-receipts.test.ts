import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages } from '#contract/messages.ts';
import { days, hours } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { askAfterReceipts } from './ask-after-receipts.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

/** A text that the carrier took, and says no more of by itself. */
async function unheard() {
  const ada = await w.line();
  await w.drainJobs();
  const to = freshNumber();
  await ada.call(messages.send, { body: { to: { numbers: [to] }, text: 'Did it arrive' } });
  await w.drainJobs();
  const { rows } = await w.pool.query('select carrier_id from receipt where to_number = $1', [to]);
  return { to, carrierId: rows[0].carrier_id as string };
}
const stands = async (to: string) =>
  (await w.pool.query('select state, failure from receipt where to_number = $1', [to])).rows[0];

test('texts whose receipt never came are asked after, and move forwards only', async () => {
  const arrived = await unheard();
  const filtered = await unheard();
  const underWay = await unheard();
  const unknown = await unheard();
  w.carrier.standing.set(arrived.carrierId, { status: 'delivered' });
  w.carrier.standing.set(filtered.carrierId, { status: 'failed', failure: 'filtered' });
  w.carrier.standing.set(underWay.carrierId, { status: 'queued' });
  await askAfterReceipts(w.deps, undefined);
  // Too young: its receipt may yet come.
  expect(await stands(arrived.to)).toEqual({ state: 'sent', failure: null });
  w.clock.advance(hours(5));
  const young = await unheard();
  w.carrier.standing.set(young.carrierId, { status: 'delivered' });
  await askAfterReceipts(w.deps, undefined);
  expect(await stands(arrived.to)).toEqual({ state: 'delivered', failure: null });
  expect(await stands(filtered.to)).toEqual({ state: 'failed', failure: 'filtered' });
  for (const { to } of [underWay, unknown, young]) expect(await stands(to)).toEqual({ state: 'sent', failure: null });
  w.carrier.standing.set(arrived.carrierId, { status: 'failed', failure: 'other' });
  await askAfterReceipts(w.deps, undefined);
  expect(await stands(arrived.to)).toEqual({ state: 'delivered', failure: null });
});

test('with the carrier away nothing changes, and after days it is not asked any more', async () => {
  const late = await unheard();
  w.carrier.standing.set(late.carrierId, { status: 'delivered' });
  w.clock.advance(hours(5));
  w.carrier.mode = 'down';
  await askAfterReceipts(w.deps, undefined);
  w.carrier.mode = 'takes';
  expect(await stands(late.to)).toMatchObject({ state: 'sent' });
  w.clock.advance(days(5));
  await askAfterReceipts(w.deps, undefined);
  expect(await stands(late.to)).toMatchObject({ state: 'sent' });
});

test('many are asked after in one night, some hundreds at a time', async () => {
  const one = await unheard();
  await w.pool.query(
    `insert into receipt (company_id, message_id, to_number, line_id, from_number, place, lane, segments, state, carrier_id, at)
     select company_id, message_id, '+1212' || 2000000 + n, line_id, from_number, 1 + n, 1, 1, 'sent', 'SMnight' || n, at
     from receipt, generate_series(1, 450) n where to_number = $1`,
    [one.to],
  );
  for (let n = 1; n <= 450; n += 1) w.carrier.standing.set(`SMnight${n}`, { status: 'delivered' });
  w.clock.advance(hours(5));
  await askAfterReceipts(w.deps, undefined);
  await w.drainJobs();
  const { rows } = await w.pool.query(
    "select state, count(*)::int as n from receipt where carrier_id like 'SMnight%' group by 1",
  );
  expect(rows).toEqual([{ state: 'delivered', n: 450 }]);
});
