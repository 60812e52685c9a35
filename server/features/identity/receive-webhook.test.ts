import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import type { CarrierEvent } from '#server/carriers/carrier.ts';
import { hours } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { receiveWebhook } from './receive-webhook.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.clock.advance(hours(1)));

type Status = Extract<CarrierEvent, { kind: 'text.status' }>['status'];
/** What the carrier reports, its signature being good; signatures are the adapters' own tests. */
const report = (events: CarrierEvent[]) =>
  receiveWebhook(
    { ...w.deps, carrier: { ...w.carrier, readWebhook: () => events } },
    { path: '/carrier/main/status', headers: {}, form: {} },
  );
const status = (carrierId: string, is: Status): CarrierEvent => ({
  kind: 'text.status',
  carrierId,
  status: is,
  ...(is === 'failed' && { failure: 'landline' as const }),
});

async function waitingCode() {
  const ada = await w.line();
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  await w.drainJobs();
  const [text] = (await w.pool.query('select carrier_id from system_text where "to" = $1', [number])).rows;
  return {
    carrierId: text.carrier_id as string,
    waiting: async () => (await ada.call(settings.read)).body.cell.waiting,
  };
}

test('what is not signed by the carrier is refused, and nothing is kept of it', async () => {
  const reply = await w.app.inject({
    method: 'POST',
    url: '/carrier/main/status',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'MessageSid=SM0&MessageStatus=delivered',
  });
  expect(reply.statusCode).toBe(403);
  expect((await w.pool.query('select 1 from carrier_webhook')).rowCount).toBe(0);
});

test('a receipt moves the code to "delivered", and repeats of it are taken once', async () => {
  const { carrierId, waiting } = await waitingCode();
  await Promise.all(Array.from({ length: 10 }, () => report([status(carrierId, 'delivered')])));
  const jobs = await w.pool.query('select 1 from carrier_webhook where due_at is not null');
  expect(jobs.rowCount).toBe(1);
  await w.drainJobs();
  expect(await waiting()).toMatchObject({ delivery: 'delivered' });
});

test('receipts in the wrong order never move a code back', async () => {
  const { carrierId, waiting } = await waitingCode();
  for (const is of ['delivered', 'sent', 'queued', 'failed'] as const) {
    await report([status(carrierId, is)]);
    await w.drainJobs();
    expect(await waiting()).toMatchObject({ delivery: 'delivered' });
  }
});

test('a text that failed on its way is reported with the reason', async () => {
  const { carrierId, waiting } = await waitingCode();
  await report([status(carrierId, 'failed')]);
  await w.drainJobs();
  expect(await waiting()).toMatchObject({ delivery: 'failed', why: 'landline' });
});

test('a receipt for a text of nobody is let go in the end', async () => {
  expect(await report([status('SMnobody', 'delivered')])).toBe(true);
  const due = async () =>
    (await w.pool.query("select 1 from carrier_webhook where key like '%SMnobody%' and due_at is not null")).rowCount;
  await w.drainJobs(1);
  expect(await due()).toBe(1);
  w.clock.advance(hours(1));
  await w.drainJobs();
  expect(await due()).toBe(0);
});
