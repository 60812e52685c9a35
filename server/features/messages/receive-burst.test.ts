import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CarrierEvent } from '#server/carriers/carrier.ts';
import { receiveWebhook } from '#server/features/identity/index.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('of a thousand texts in a burst none is lost, and each person’s are in order', { timeout: 300_000 }, async () => {
  const ada = await w.line();
  await w.drainJobs();
  const { rows: lines } = await w.pool.query('select number from line where id = $1', [ada.lineId]);
  const people = Array.from({ length: 10 }, freshNumber);
  const hear = (event: CarrierEvent) =>
    receiveWebhook(
      { ...w.deps, carrier: { ...w.carrier, readWebhook: () => [event] } },
      { path: '/carrier/main/message', headers: {}, form: {} },
    );
  const told = await Promise.all(
    Array.from({ length: 1000 }, (_, n) =>
      hear({
        kind: 'text.received',
        carrierId: `SMburst${n}`,
        from: people[n % 10] ?? '',
        to: lines[0].number,
        text: `number ${n}`,
        media: [],
        segments: 1,
      }),
    ),
  );
  expect(told.every(Boolean)).toBe(true);
  // Each was stored before it was answered for: whatever happens now, none is lost.
  expect((await w.pool.query("select 1 from carrier_webhook where key like '%SMburst%'")).rowCount).toBe(1000);
  await w.drainJobs();
  const { rows } = await w.pool.query('select sender, text from thread_entry where line_id = $1 order by id', [
    ada.lineId,
  ]);
  expect(rows).toHaveLength(1000);
  const numbers = rows.filter((row) => row.sender === people[3]).map((row) => Number(row.text.slice(7)));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
});
