import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages } from '#contract/messages.ts';
import { receiveWebhook } from '#server/features/identity/index.ts';
import { seconds } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { applyReceipts } from './apply-receipts.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('a receipt that is applied while its text is being written down as sent is not lost', async () => {
  const ada = await w.line();
  await w.drainJobs();
  const to = freshNumber();
  await ada.call(messages.send, { body: { to: { numbers: [to] }, text: 'Quicker than the answer' } });
  await w.drainJobs();
  // Back to before the carrier's answer was written down.
  const { rows } = await w.pool.query(
    "update receipt set state = 'sending', carrier_id = null from receipt b where b.to_number = $1 and receipt.to_number = b.to_number returning b.carrier_id",
    [to],
  );
  const carrierId: string = rows[0].carrier_id;
  await receiveWebhook(
    {
      ...w.deps,
      carrier: { ...w.carrier, readWebhook: () => [{ kind: 'text.status', carrierId, status: 'delivered' }] },
    },
    { path: '/carrier/main/status', headers: {}, form: {} },
  );
  // Between the statements of applying there is time for the other transaction to end.
  await w.pool.query(`create function wait_a_little() returns trigger language plpgsql as $$ begin perform pg_sleep(0.5); return null; end $$;
    create trigger wait_a_little after update on receipt for each statement execute function wait_a_little()`);
  const writer = await w.pool.connect();
  try {
    await writer.query('begin');
    await writer.query("update receipt set state = 'sent', carrier_id = $2 where to_number = $1", [to, carrierId]);
    const applying = applyReceipts(w.deps);
    await sleep(250);
    await writer.query('commit');
    await applying;
  } finally {
    writer.release();
    await w.pool.query('drop function wait_a_little cascade');
  }
  w.clock.advance(seconds(60));
  await applyReceipts(w.deps);
  expect((await w.pool.query('select state from receipt where to_number = $1', [to])).rows).toEqual([
    { state: 'delivered' },
  ]);
});
