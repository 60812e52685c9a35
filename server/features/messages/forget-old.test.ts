import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { company } from '#contract/company.ts';
import { inbox } from '#contract/inbox.ts';
import { messages } from '#contract/messages.ts';
import type { CarrierEvent } from '#server/carriers/carrier.ts';
import { receiveWebhook } from '#server/features/identity/index.ts';
import { days } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';
import { oldMessages } from './forget-old.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.pool.query('delete from limit_window').then(() => undefined));

type Line = Awaited<ReturnType<World['line']>> & { number: string };
async function lineWithNumber(): Promise<Line> {
  const line = await w.line();
  await w.drainJobs();
  const { rows } = await w.pool.query('select number from line where id = $1', [line.lineId]);
  return { ...line, number: rows[0].number };
}
let texts = 0;
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** A text comes in, with a picture where it is wanted. */
async function texted(from: string, line: Line, text: string, withPicture = false): Promise<void> {
  texts += 1;
  const url = `https://carrier.test/${texts}`;
  if (withPicture) w.carrier.files.set(url, { kind: 'file', content: picture, contentType: 'image/png' });
  const event: CarrierEvent = {
    kind: 'text.received',
    carrierId: `SMold${texts}`,
    from,
    to: line.number as never, // a number of ours
    text,
    media: withPicture ? [{ url, contentType: 'image/png' }] : [],
    segments: 1,
  };
  await receiveWebhook(
    { ...w.deps, carrier: { ...w.carrier, readWebhook: () => [event] } },
    { path: '/carrier/main/message', headers: {}, form: {} },
  );
  await w.drainJobs();
}
const again = async (line: Line) => ({ ...line, ...(await w.signIn(line.username)) });
const keepFor = (line: Line, retentionMonths: number | null) =>
  line.call(company.changePolicy, { body: { secondFactorRequired: false, retentionMonths } });
/** The night's job, and what it leaves to others. */
async function night(): Promise<void> {
  await w.pool.query("select graphile_worker.add_job('company.forget-old-everywhere', '{}')");
  await w.drainJobs();
}
const rowsOf = async (line: Line) =>
  (
    await w.pool.query(
      `select (select count(*)::int from thread where company_id = $1) as threads,
        (select count(*)::int from thread_entry where company_id = $1) as entries,
        (select count(*)::int from receipt where company_id = $1) as receipts,
        (select count(*)::int from message_media where company_id = $1) as media`,
      [line.companyId],
    )
  ).rows[0];

test('what is older than the company keeps it is gone with its files; conversations end with their last message, or show what is left', async () => {
  const ada = await lineWithNumber();
  const [gone, stays] = [freshNumber(), freshNumber()];
  await texted(gone, ada, 'An old picture', true);
  await texted(stays, ada, 'Old, unread');
  await ada.call(messages.send, { body: { to: { numbers: [gone] }, text: 'An old answer' } });
  await w.drainJobs();
  const { rows } = await w.pool.query('select key from message_media where company_id = $1', [ada.companyId]);
  const file = `media/${rows[0].key}/file.png`;
  expect(await w.deps.files.get(file)).toBeDefined();
  w.clock.advance(days(200));
  const later = await again(ada);
  await texted(stays, later, 'New, unread');
  await keepFor(later, 6);
  const rehearsal = (await later.call(company.rehearseRetention, { query: { months: 6 } })).body;
  expect(rehearsal).toMatchObject({ conversations: 1, messages: 3, calls: 0, voicemails: 0 });
  expect((await later.call(company.rehearseRetention, { query: { months: 12 } })).body.messages).toBe(0);
  await night();
  expect(await rowsOf(ada)).toEqual({ threads: 1, entries: 1, receipts: 0, media: 0 });
  expect(await w.deps.files.get(file)).toBeUndefined();
  const { threads } = (await later.call(inbox.threads)).body;
  expect(threads).toMatchObject([{ unread: 1, last: { text: 'New, unread' } }]);
  // Whoever writes again begins the conversation anew.
  await texted(gone, later, 'Here again');
  expect((await later.call(inbox.threads)).body.threads).toHaveLength(2);
});

test('a company that keeps everything loses nothing, and neither does its neighbour', async () => {
  const [ada, bob] = [await lineWithNumber(), await lineWithNumber()];
  for (const line of [ada, bob]) await texted(freshNumber(), line, 'Old');
  w.clock.advance(days(400));
  await keepFor(await again(bob), 12);
  await night();
  expect(await rowsOf(ada)).toMatchObject({ entries: 1 });
  expect(await rowsOf(bob)).toMatchObject({ threads: 0, entries: 0 });
});

test('a crash between two batches costs nothing: the next night goes on, and a file that could not go goes later', async () => {
  const ada = await lineWithNumber();
  const from = freshNumber();
  for (let n = 0; n < 5; n += 1) await texted(from, ada, `Old ${n}`, n === 0);
  w.clock.advance(days(200));
  const later = await again(ada);
  await keepFor(later, 6);
  const before = w.clock.now();
  // One batch, and the process is gone.
  expect(await oldMessages.forget(w.deps, ada.companyId, before, 2)).toBe(true);
  expect(await rowsOf(ada)).toMatchObject({ threads: 1, entries: 3, media: 0 });
  const { remove } = w.deps.files;
  let refusals = 0;
  w.deps.files.remove = async (key) => {
    if (refusals++ === 0) throw new Error('the disk is away');
    await remove(key);
  };
  await night();
  w.deps.files.remove = remove;
  expect(refusals).toBeGreaterThan(1);
  expect(await rowsOf(ada)).toEqual({ threads: 0, entries: 0, receipts: 0, media: 0 });
});

test('what was paused and never ended stays until it has an end', async () => {
  const ada = await lineWithNumber();
  await ada.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text: 'Wait' } });
  await w.drainJobs();
  await w.pool.query("update thread_entry set send_state = 'paused' where company_id = $1", [ada.companyId]);
  w.clock.advance(days(200));
  await keepFor(await again(ada), 6);
  await night();
  expect(await rowsOf(ada)).toMatchObject({ entries: 1, receipts: 1 });
  await w.pool.query("update thread_entry set send_state = 'stopped' where company_id = $1", [ada.companyId]);
  await night();
  expect(await rowsOf(ada)).toMatchObject({ threads: 0, entries: 0, receipts: 0 });
});

test('more than one job can do is done all the same, in batches', { timeout: 60_000 }, async () => {
  const ada = await lineWithNumber();
  await texted(freshNumber(), ada, 'The first of many');
  await w.pool.query(
    `insert into thread_entry (company_id, id, line_id, thread_id, kind, direction, at, text)
     select company_id, id + n, line_id, thread_id, 'message', 'in', at, 'Old ' || n
     from thread_entry, generate_series(1, 12000) n where company_id = $1`,
    [ada.companyId],
  );
  w.clock.advance(days(200));
  await keepFor(await again(ada), 6);
  await night();
  expect(await rowsOf(ada)).toMatchObject({ threads: 0, entries: 0 });
});
