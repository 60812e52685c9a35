import { afterAll, beforeAll, expect, test } from 'vitest';
import { contacts } from '#contract/contacts.ts';
import { groups } from '#contract/groups.ts';
import type { GroupId, PhoneNumber } from '#contract/ids.ts';
import { inbox } from '#contract/inbox.ts';
import { messages } from '#contract/messages.ts';
import { plan } from '#contract/plan.ts';
import { voice } from '#contract/voice.ts';
import type { CarrierEvent } from '#server/carriers/carrier.ts';
import { receiveWebhook } from '#server/features/identity/index.ts';
import { hours, seconds } from '#server/platform/clock.ts';
import { callTo } from '#test/calls.ts';
import { addCrowd } from '#test/crowd.ts';
import { keptPlansOver, rowsReadBy, runByKeptPlans } from '#test/rows-read.ts';
import { freshNumber, type World, world } from '#test/world.ts';

// Plans of statements that come again and again are kept (docs/decisions/0019), and are then made for any values. What a business
// does all day must not read its past with them: neither before PostgreSQL has looked at what lies in its tables, nor after.
runByKeptPlans();

const past = 20_000;
const tables = [
  'contact',
  'thread',
  'thread_entry',
  'receipt',
  'usage_entry',
  'call',
  'call_leg',
  'call_event',
  'line',
];
/** Rows of one table that an act may read: a page has forty of them. A twentieth of the past. */
const most = past / 20;

let w: World;
let ada: Awaited<ReturnType<World['line']>>;
let number: PhoneNumber;
let crew: string;
let threadId: string;
const bob = freshNumber();
let told = 0;
let heard = 0;

beforeAll(async () => {
  w = await world();
  // What PostgreSQL knows of the tables is decided by the tests, not by its housekeeping.
  for (const table of tables) await w.pool.query(`alter table ${table} set (autovacuum_enabled = false)`);
  // An hour in which nobody is asleep.
  w.clock.advance(hours(8));
  ada = await w.line();
  await w.drainJobs();
  await w.pool.query('update api_key set per_minute = 1000000');
  number = (await w.pool.query('select number from line where id = $1', [ada.lineId])).rows[0].number;
  const { body: town } = await ada.call(groups.add, { body: { name: 'The whole town' } });
  await addCrowd(w.pool, { ...ada, groupId: town.id as GroupId }, past);
  await addPast();
  await ada.call(contacts.add, { body: { name: 'Bob', number: bob } });
  crew = (await ada.call(groups.add, { body: { name: 'Crew' } })).body.id;
  await w.pool.query(
    `insert into membership (company_id, group_id, contact_id, state, since)
     select company_id, $2, id, 'joined', now() from contact where line_id = $1 and number <> $3 limit 60`,
    [ada.lineId, crew, bob],
  );
  await w.pool.query('update contact_group set size = 60 where id = $1', [crew]);
  threadId = (await send({ numbers: [bob] })).body.threadId;
  await w.drainJobs();
}, 120_000);
afterAll(() => w.close());

/** Conversations, texts out, their receipts and what they cost, and as many calls and colleagues: what a line has behind it in a few years. */
async function addPast(): Promise<void> {
  await w.pool.query(
    `with one as (select $1::bigint as company_id, $2::bigint as line_id, n, '+1212' || 2000000 + n as other, $5::timestamptz - n * interval '1 minute' as at
       from generate_series(1, $4::int) n),
     talked as (
       insert into thread (company_id, id, line_id, kind, member_key, numbers, last_at, last_entry_id, last_kind, last_direction, last_text, unread, created_at)
       select company_id, n, line_id, 'direct', other, array[other], at, 1000000 + n, 'message', 'out', 'Hello', 0, at from one),
     said as (
       insert into thread_entry (company_id, id, line_id, thread_id, kind, direction, at, text, segments, source, send_state, recipients)
       select company_id, 1000000 + n, line_id, n, 'message', 'out', at, 'Hello', 1, 'app', 'done', 1 from one),
     counted as (
       insert into usage_entry (company_id, meter, key, line_id, units, at, cycle, day)
       select company_id, 'messages', 'text:' || 1000000 + n, line_id, 1, at, 1, 1 from one),
     called as (
       insert into call (company_id, id, line_id, incoming, carrier_id, from_number, to_number, steps, stage, at, ended_at, outcome, decided_at)
       select company_id, n, line_id, true, 'CApast' || n, other, $3, '[]', 'greeting', at, at, 'missed', at from one),
     rang as (
       insert into call_leg (company_id, id, call_id, kind, carrier_id, started_at, ended_at, counted_at)
       select company_id, n, n, 'caller', 'CApast' || n, at, at, at from one),
     heard as (
       insert into call_event (company_id, call_id, key, news, at) select company_id, n, 'ended', '{}', at from one)
     insert into receipt (company_id, message_id, to_number, line_id, from_number, place, lane, segments, state, carrier_id, at)
     select company_id, 1000000 + n, other, line_id, $3, 1, 0, 1, 'delivered', 'SMpast' || n, at from one`,
    [ada.companyId, ada.lineId, number, past, w.clock.now()],
  );
  await w.pool.query(
    `insert into line select (jsonb_populate_record(l, jsonb_build_object(
       'id', 1000000 + n, 'number', null, 'email', null, 'cell', '+1646' || 2000000 + n))).*
     from line l, generate_series(1, $2::int) n where l.id = $1`,
    [ada.lineId, past],
  );
  // Foreign keys are looked after by plans of PostgreSQL's own, made while the table was small: a table that changes has new ones.
  await w.pool.query('alter table line set (autovacuum_enabled = false)');
}

const send = (to: { numbers?: string[]; groups?: string[] }) =>
  ada.call(messages.send, { body: { to, text: 'Good morning' } });

const hear = (...events: CarrierEvent[]) =>
  receiveWebhook(
    { ...w.deps, carrier: { ...w.carrier, readWebhook: () => events } },
    { path: '/carrier/main/message', headers: {}, form: {} },
  );

const toGroup = 'a text to a group of sixty is written, sent and closed';
const inboxPage = 'the inbox page';
/** Those that ask for many contacts at once: until PostgreSQL knows the table, it reads all of the company once for it. */
const manyContacts = [toGroup, inboxPage];

/** What comes again all day. */
const acts: Readonly<Record<string, () => Promise<unknown>>> = {
  'a text to a person is written, sent and closed': async () => {
    expect((await send({ numbers: [bob] })).status).toBe(201);
    await w.drainJobs();
  },
  'the carrier’s receipt is taken in': async () => {
    // As the carrier of these tests counts them.
    const carrierId = `SM${heard++}`;
    await hear({ kind: 'text.status', carrierId, status: 'delivered' });
    await w.drainJobs();
    expect((await w.pool.query('select state from receipt where carrier_id = $1', [carrierId])).rows).toEqual([
      { state: 'delivered' },
    ]);
  },
  'a text comes in from somebody who is known': async () => {
    told += 1;
    // Else it would stand beside what was said at the same moment.
    w.clock.advance(seconds(1));
    const text = `Good evening ${told}`;
    await hear({
      kind: 'text.received',
      carrierId: `SMnow${told}`,
      from: bob,
      to: number,
      text,
      media: [],
      segments: 1,
    });
    await w.drainJobs();
    const { body } = await ada.call(inbox.threads, { query: { limit: 1 } });
    expect(body.threads[0].last.text).toBe(text);
  },
  'somebody who is known calls, and gives up': async () => {
    const call = callTo(w, number, bob);
    await call.begin();
    await call.over({ end: 'no_answer', seconds: 0 });
    await w.drainJobs();
    expect((await ada.call(voice.calls)).body.calls[0]).toMatchObject({ name: 'Bob', outcome: 'missed' });
  },
  [toGroup]: async () => {
    expect((await send({ groups: [crew] })).body).toMatchObject({ recipients: 60 });
    await w.drainJobs();
  },
  [inboxPage]: () => ada.call(inbox.threads, { query: { limit: 40 } }),
  'a page of a conversation': () => ada.call(inbox.entries, { params: { id: threadId }, query: { limit: 60 } }),
  'the Plan section': () => ada.call(plan.read),
  'My Settings by an integration': async () => {
    const query = new URLSearchParams({ username: ada.username, api_key: ada.apiKey });
    expect((await w.app.inject({ url: `/v1/settings?${query}` })).statusCode).toBe(200);
  },
};

for (const knowing of ['knows nothing', 'knows all'] as const)
  test(`where PostgreSQL ${knowing} of its tables, no plan that is kept reads the past`, {
    timeout: 240_000,
  }, async () => {
    if (knowing === 'knows all') await w.pool.query(`analyze ${tables.join(', ')}`);
    for (const [what, act] of Object.entries(acts)) {
      // What is asked twenty times is given a name, and its plan is kept from then on.
      for (let n = 0; n < 22; n += 1) await act();
      const read = await rowsReadBy(w, tables, act);
      for (const [table, rows] of Object.entries(read)) {
        if (knowing === 'knows nothing' && table === 'contact' && manyContacts.includes(what)) continue;
        const plans = rows > most ? await keptPlansOver(w, table) : '';
        expect(rows, `rows of ${table} read: ${what}. Which statement?\n${plans}`).toBeLessThanOrEqual(most);
      }
    }
  });
