import { afterAll, beforeAll, expect, test } from 'vitest';
import { contacts } from '#contract/contacts.ts';
import { inbox } from '#contract/inbox.ts';
import { messages } from '#contract/messages.ts';
import { receiveWebhook } from '#server/features/identity/index.ts';
import { createLog } from '#server/platform/log.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('a new line has an empty inbox', async () => {
  const ada = await w.line();
  expect(await ada.call(inbox.threads)).toMatchObject({ status: 200, body: { threads: [], next: null, unread: 0 } });
  expect((await ada.call(inbox.labels)).body).toEqual({ labels: [] });
});

test('searching for signs that are no words finds nothing and breaks nothing', async () => {
  const ada = await w.line();
  for (const search of ["'", '\\', ':*', '&', '()', '%', "a'b:*c", '😀'])
    expect(await ada.call(inbox.threads, { query: { search } })).toMatchObject({ status: 200, body: { threads: [] } });
});

test('conversations are found by the name of their contact, by their number and by what was said', async () => {
  const ada = await w.line();
  await w.drainJobs();
  const [zoe, hans] = [freshNumber(), freshNumber()];
  await ada.call(contacts.add, { body: { number: zoe, name: 'Zoë Łukasz' } });
  await ada.call(messages.send, { body: { to: { numbers: [zoe] }, text: 'The order is ready' } });
  await ada.call(messages.send, { body: { to: { numbers: [hans] }, text: 'See you on Monday' } });
  const found = async (search: string) => {
    const { body } = await ada.call(inbox.threads, { query: { search } });
    return body.threads.map((one: { members: { number: string }[] }) => one.members[0]?.number);
  };
  for (const search of ['zoe', 'łukasz', 'ZOË łuk', 'order', zoe.slice(2), zoe.slice(-7)])
    expect([search, await found(search)]).toEqual([search, [zoe]]);
  expect(await found('monday')).toEqual([hans]);
  expect(await found('quetzal')).toEqual([]);
});

test('a conversation whose newest text did not reach them says so, until there is a newer one', async () => {
  const ada = await w.line();
  await w.drainJobs();
  const to = { numbers: [freshNumber()] };
  const failed = async () => (await ada.call(inbox.threads)).body.threads[0].failed;
  w.carrier.mode = 'refuses';
  await ada.call(messages.send, { body: { to, text: 'Is this spam?' } });
  expect(await failed()).toBe(false);
  await w.drainJobs();
  expect(await failed()).toBe(true);
  w.carrier.mode = 'takes';
  await ada.call(messages.send, { body: { to, text: 'It was not' } });
  await w.drainJobs();
  expect(await failed()).toBe(false);
});

test('nothing that was written, told or searched for gets into the log', async () => {
  const lines: string[] = [];
  const told = await world({}, { log: createLog('trace', { write: (line) => void lines.push(line) }) });
  const ada = await told.line();
  await told.drainJobs();
  const { rows } = await told.pool.query('select number from line where id = $1', [ada.lineId]);
  const them = freshNumber();
  const secret = 'persimmon';
  const event = { kind: 'text.received', carrierId: 'SMlog', from: them, to: rows[0].number, text: secret } as const;
  const hears = { ...told.carrier, readWebhook: () => [{ ...event, media: [], segments: 1 }] };
  await receiveWebhook({ ...told.deps, carrier: hears }, { path: '/carrier/main/message', headers: {}, form: {} });
  for (const mode of ['takes', 'refuses', 'silent after taking', 'too fast', 'down'] as const) {
    told.carrier.mode = mode;
    await ada.call(messages.send, { body: { to: { numbers: [them] }, text: `${secret} ${mode}` } });
    await told.drainJobs();
  }
  await ada.call(inbox.threads, { query: { search: secret } });
  // What the database cannot take is a fault, and a fault is logged.
  await told.pool.query(
    "alter table thread_entry add constraint no_fruit check (text not like '%persimmon%') not valid",
  );
  const broken = await ada.call(messages.send, { body: { to: { numbers: [them] }, text: secret } });
  expect(broken.status).toBe(500);
  await told.close();
  expect(lines.length).toBeGreaterThan(5);
  const log = lines.join('');
  expect(log).toContain('no_fruit');
  expect(log).not.toContain(secret);
  expect(log).not.toContain(them.slice(1));
});
