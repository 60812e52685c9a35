import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contacts } from '#contract/contacts.ts';
import { groups } from '#contract/groups.ts';
import { inbox } from '#contract/inbox.ts';
import { messages } from '#contract/messages.ts';
import type { CarrierEvent } from '#server/carriers/carrier.ts';
import { receiveWebhook } from '#server/features/identity/index.ts';
import { hours, minutes, seconds } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => {
  w.carrier.mode = 'takes';
});

type Line = Awaited<ReturnType<World['line']>>;
async function lineWithNumber(wish: Parameters<World['line']>[0] = {}): Promise<Line & { number: string }> {
  const line = await w.line(wish);
  await w.drainJobs();
  const { rows } = await w.pool.query('select number from line where id = $1', [line.lineId]);
  return { ...line, number: rows[0].number };
}
const textsTo = (number: string) => w.texts().filter((text) => text.to === number);
const report = (events: CarrierEvent[]) =>
  receiveWebhook(
    { ...w.deps, carrier: { ...w.carrier, readWebhook: () => events } },
    { path: '/carrier/main/status', headers: {}, form: {} },
  );
async function groupOf(
  line: Line,
  count: number,
  name = `Group ${Math.random()}`,
): Promise<{ id: string; numbers: string[] }> {
  const { body: group } = await line.call(groups.add, { body: { name } });
  const numbers: string[] = [];
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const number = freshNumber();
    const { body } = await line.call(contacts.add, { body: { number, name: `Member ${n}` } });
    numbers.push(number);
    ids.push(body.id);
  }
  if (ids.length > 0) await line.call(groups.changeMembers, { params: { id: group.id }, body: { add: ids } });
  return { id: group.id, numbers };
}

describe('a text', () => {
  test('goes to the carrier from the line’s number, shows in its thread, and its receipts move it forwards', async () => {
    const ada = await lineWithNumber();
    const to = freshNumber();
    const sent = await ada.call(messages.send, { body: { to: { numbers: [to] }, text: 'Hello there' } });
    expect(sent).toMatchObject({ status: 201, body: { recipients: 1, segments: 1, leftOut: [], leftOutTotal: 0 } });
    await w.drainJobs();
    expect(textsTo(to)).toMatchObject([{ from: ada.number, text: 'Hello there' }]);
    const { body } = await ada.call(inbox.threads);
    expect(body.threads).toMatchObject([
      {
        kind: 'direct',
        members: [{ number: to, name: null }],
        last: { direction: 'out', text: 'Hello there' },
        unread: 0,
      },
    ]);
    const entries = async () => (await ada.call(inbox.entries, { params: { id: body.threads[0].id } })).body.entries;
    expect(await entries()).toMatchObject([
      { kind: 'message', source: 'app', delivery: { state: 'done', one: { state: 'sent' } } },
    ]);
    const [{ carrier_id: carrierId }] = (
      await w.pool.query('select carrier_id from receipt where to_number = $1', [to])
    ).rows;
    for (const status of ['delivered', 'sent', 'failed', 'queued'] as const) {
      await report([
        { kind: 'text.status', carrierId, status, ...(status === 'failed' && { failure: 'filtered' as const }) },
      ]);
      await w.drainJobs();
      expect((await entries())[0].delivery.one.state).toBe('delivered');
    }
  });

  test('counts its segments for each recipient once, and gives back what was not sent', async () => {
    const ada = await lineWithNumber({ plan: 'trial' });
    const used = async () =>
      (
        await w.pool.query("select sum(units)::int as n from usage_entry where line_id = $1 and meter = 'messages'", [
          ada.lineId,
        ])
      ).rows[0].n;
    await ada.call(messages.send, {
      body: { to: { numbers: [freshNumber(), freshNumber()] }, text: 'a'.repeat(161) },
    });
    await w.drainJobs();
    expect(await used()).toBe(4);
    w.carrier.mode = 'refuses';
    await ada.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text: 'filtered' } });
    await w.drainJobs();
    expect(await used()).toBe(4);
    const { rows } = await w.pool.query(
      'select coalesce(sum(remaining), 0)::int as left from usage_reservation where company_id = $1',
      [ada.companyId],
    );
    expect(rows[0].left).toBe(0);
  });

  test.each([
    ['nothing', { text: '' }, 'messages.empty'],
    ['blanks only', { text: ' \n ' }, 'messages.empty'],
    ['1,601 characters', { text: 'a'.repeat(1601) }, 'messages.too_long'],
    ['a bell', { text: 'ding\u0007' }, 'messages.bad_character'],
    ['half an emoji', { text: 'oh \ud83d' }, 'messages.bad_character'],
    ['nobody to go to', { text: 'x', to: {} }, 'messages.no_recipients'],
    ['a contact there is none of', { text: 'x', to: { contacts: ['1'] } }, 'messages.unknown_contact'],
    ['a group there is none of', { text: 'x', to: { groups: ['1'] } }, 'messages.unknown_group'],
    ['a file there is none of', { text: 'x', media: ['1'] }, 'messages.unknown_media'],
    ['a time that has passed', { text: 'x', sendAt: '2026-01-01T00:00:00.000Z' }, 'messages.past'],
    ['a time two years off', { text: 'x', sendAt: '2028-01-01T00:00:00.000Z' }, 'messages.too_far'],
    [
      'an hour that the clocks skip',
      { text: 'x', sendAt: { local: '2026-03-08T02:30', timeZone: 'America/New_York' } },
      'messages.skipped_hour',
    ],
    [
      'a day there is not',
      { text: 'x', sendAt: { local: '2026-02-30T10:00', timeZone: 'America/New_York' } },
      'messages.past',
    ],
  ])('with %s is refused', async (_, change, code) => {
    const ada = await lineWithNumber();
    const before = w.texts().length;
    const reply = await ada.call(messages.send, { body: { to: { numbers: [freshNumber()] }, ...change } });
    expect(reply).toMatchObject({ status: 422, body: { code } });
    await w.drainJobs();
    expect(w.texts()).toHaveLength(before);
  });

  test('of NUL is bad input', async () => {
    const ada = await lineWithNumber();
    expect(await ada.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text: 'a\0b' } })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });

  test.each([
    ['only emoji', '😀😀😀', 1],
    ['from right to left', 'שלום, مرحبا \u200fעולם', 1],
    ['1,600 characters', 'a'.repeat(1600), 11],
  ])('of %s goes out as it is', async (_, text, segments) => {
    const ada = await lineWithNumber();
    const to = freshNumber();
    expect(await ada.call(messages.send, { body: { to: { numbers: [to] }, text } })).toMatchObject({
      status: 201,
      body: { segments },
    });
    await w.drainJobs();
    expect(textsTo(to)).toMatchObject([{ text }]);
  });

  test.each([
    ['an unknown number', '+1 415 555 01', 'shape'],
    ['a foreign number', '+44 7400 123456', 'country'],
    ['an emergency number', '911', 'emergency'],
    ['a premium number', '+1 900 555 0123', 'premium'],
    ['a landline, where numbers tell', '+44 20 7946 0000', 'country'],
  ])('to %s is not sent, and the reason is told', async (_, number, why) => {
    const ada = await lineWithNumber();
    const preview = await ada.call(messages.preview, { body: { to: { numbers: [number] }, text: 'x' } });
    expect(preview.body).toMatchObject({
      recipients: 0,
      leftOut: [{ why }],
      refusal: { code: 'messages.nobody_left' },
    });
    expect(await ada.call(messages.send, { body: { to: { numbers: [number] }, text: 'x' } })).toMatchObject({
      status: 422,
      body: { code: 'messages.nobody_left' },
    });
  });

  test('to 26 single numbers is refused, to 25 it goes', async () => {
    const ada = await lineWithNumber();
    const numbers = Array.from({ length: 26 }, freshNumber);
    expect((await ada.call(messages.send, { body: { to: { numbers }, text: 'x' } })).body.code).toBe(
      'messages.too_many_singles',
    );
    expect(
      (await ada.call(messages.send, { body: { to: { numbers: numbers.slice(1) }, text: 'x' } })).body.recipients,
    ).toBe(25);
  });

  test('that the carrier calls undeliverable says why, and a landline is known from then on', async () => {
    const ada = await lineWithNumber();
    const to = freshNumber();
    await ada.call(messages.send, { body: { to: { numbers: [to] }, text: 'x' } });
    await w.drainJobs();
    const [{ carrier_id: carrierId }] = (
      await w.pool.query('select carrier_id from receipt where to_number = $1', [to])
    ).rows;
    await report([{ kind: 'text.status', carrierId, status: 'failed', failure: 'landline', carrierCode: '30006' }]);
    await w.drainJobs();
    const preview = await ada.call(messages.preview, { body: { to: { numbers: [to] }, text: 'x' } });
    expect(preview.body.leftOut).toMatchObject([{ to: { number: to }, why: 'landline' }]);
  });

  test('with one idempotency key is sent once, however often and at once it is asked for', async () => {
    const ada = await lineWithNumber();
    const to = freshNumber();
    const body = { to: { numbers: [to] }, text: 'once', key: 'order-1' };
    const replies = await Promise.all(Array.from({ length: 8 }, () => ada.call(messages.send, { body })));
    expect(new Set(replies.map((reply) => `${reply.status} ${reply.body.messageId}`)).size).toBe(1);
    const byHeader = await ada.call(messages.send, {
      body: { to: { numbers: [to] }, text: 'once' },
      headers: { 'idempotency-key': 'order-1' },
    });
    expect(byHeader.body.messageId).toBe(replies[0]?.body.messageId);
    expect(await ada.call(messages.send, { body: { ...body, text: 'twice' } })).toMatchObject({
      status: 409,
      body: { code: 'messages.key_reused' },
    });
    await w.drainJobs();
    expect(textsTo(to)).toHaveLength(1);
  });
});

describe('the carrier', () => {
  test('that fell silent after it took a text is asked, not sent it twice', async () => {
    const ada = await lineWithNumber();
    const to = freshNumber();
    w.carrier.mode = 'silent after taking';
    await ada.call(messages.send, { body: { to: { numbers: [to] }, text: 'lost?' } });
    await w.drainJobs(1);
    w.carrier.mode = 'takes';
    w.clock.advance(minutes(1));
    await w.drainJobs();
    expect(textsTo(to)).toHaveLength(1);
    expect((await w.pool.query('select state from receipt where to_number = $1', [to])).rows).toEqual([
      { state: 'sent' },
    ]);
  });

  test('that fell silent and has no such text is sent it again', async () => {
    const ada = await lineWithNumber();
    const to = freshNumber();
    w.carrier.mode = 'silent without taking';
    await ada.call(messages.send, { body: { to: { numbers: [to] }, text: 'lost' } });
    await w.drainJobs(1);
    w.carrier.mode = 'takes';
    for (let round = 0; round < 3; round += 1) {
      w.clock.advance(minutes(1));
      await w.drainJobs();
    }
    expect(textsTo(to)).toHaveLength(1);
  });

  test('that is down gets the text when it is back', async () => {
    const ada = await lineWithNumber();
    const to = freshNumber();
    w.carrier.mode = 'down';
    await ada.call(messages.send, { body: { to: { numbers: [to] }, text: 'later' } });
    await w.drainJobs();
    expect(textsTo(to)).toEqual([]);
    w.carrier.mode = 'takes';
    w.clock.advance(minutes(1));
    await w.drainJobs();
    expect(textsTo(to)).toHaveLength(1);
  });

  test('that takes no more for now is left in peace for as long as it says, and then gets the text once', async () => {
    const ada = await lineWithNumber();
    const to = freshNumber();
    w.carrier.mode = 'too fast';
    await ada.call(messages.send, { body: { to: { numbers: [to] }, text: 'patience' } });
    await w.drainJobs(1);
    w.carrier.mode = 'takes';
    w.clock.advance(seconds(6));
    await w.drainJobs(1);
    expect(textsTo(to)).toEqual([]);
    w.clock.advance(seconds(2));
    await w.drainJobs();
    expect(textsTo(to)).toHaveLength(1);
  });

  test('that reports on a text before it answered for it is heard all the same', async () => {
    const ada = await lineWithNumber();
    const to = freshNumber();
    const carrierId = `SM${w.texts().length}`;
    await report([{ kind: 'text.status', carrierId, status: 'delivered' }]);
    await w.drainJobs(1);
    await ada.call(messages.send, { body: { to: { numbers: [to] }, text: 'early' } });
    await w.drainJobs();
    w.clock.advance(seconds(90));
    await w.drainJobs();
    expect((await w.pool.query('select state from receipt where to_number = $1', [to])).rows).toEqual([
      { state: 'delivered' },
    ]);
  });
});

describe('a send to a group', () => {
  test('reaches each member once, leaves out who is blocked or screened, and shows its progress', async () => {
    const ada = await lineWithNumber();
    const group = await groupOf(ada, 4);
    const [first = '', second = ''] = group.numbers;
    await w.pool.query(
      'insert into barred_number (company_id, line_id, number, blocked_at) values ($1, $2, $3, now())',
      [ada.companyId, ada.lineId, first],
    );
    await w.pool.query(
      'insert into barred_number (company_id, line_id, number, screened_at) values ($1, $2, $3, now())',
      [ada.companyId, ada.lineId, second],
    );
    w.clock.advance(hours(5)); // 17:00 UTC and later: day from coast to coast
    const sent = await ada.call(messages.send, {
      body: { to: { groups: [group.id], numbers: [group.numbers[3] ?? ''] }, text: 'Hi all' },
    });
    expect(sent.body).toMatchObject({ recipients: 2, leftOutTotal: 2 });
    expect(sent.body.leftOut.map((one: { why: string }) => one.why).sort()).toEqual(['opted_out', 'screened']);
    await w.drainJobs();
    expect(textsTo(first)).toEqual([]);
    expect(group.numbers.slice(2).map((number) => textsTo(number).length)).toEqual([1, 1]);
    const progress = await ada.call(messages.progress, { params: { id: sent.body.messageId } });
    expect(progress.body).toMatchObject({ state: 'done', counts: { total: 2, sent: 2, queued: 0 } });
    const receipts = await ada.call(messages.receipts, { params: { id: sent.body.messageId }, query: { limit: 1 } });
    expect(receipts.body).toMatchObject({ receipts: [{ state: 'sent', to: { name: 'Member 3' } }], next: '1' });
  });

  test('without members is refused', async () => {
    const ada = await lineWithNumber();
    const { id } = await groupOf(ada, 0);
    expect((await ada.call(messages.send, { body: { to: { groups: [id] }, text: 'x' } })).body.code).toBe(
      'messages.nobody_left',
    );
  });

  test('over the plan’s recipients is refused before anything is sent, and nothing is set aside', async () => {
    const ada = await lineWithNumber({ plan: 'trial' });
    const { id } = await groupOf(ada, 11);
    const reply = await ada.call(messages.send, { body: { to: { groups: [id] }, text: 'x' } });
    expect(reply).toMatchObject({
      status: 420,
      body: { code: 'messages.recipients_limit', detail: { limit: 10, wanted: 11 } },
    });
    expect(
      (await w.pool.query('select 1 from usage_reservation where company_id = $1', [ada.companyId])).rowCount,
    ).toBe(0);
  });

  test('over the plan’s messages is refused whole, and the preview says so before', async () => {
    const ada = await lineWithNumber({ plan: 'trial' });
    const { id } = await groupOf(ada, 8);
    const body = { to: { groups: [id] }, text: 'a'.repeat(1000) };
    expect((await ada.call(messages.preview, { body })).body).toMatchObject({
      segments: 56,
      refusal: { code: 'plan.limits_reached' },
    });
    expect(await ada.call(messages.send, { body })).toMatchObject({
      status: 420,
      body: { code: 'plan.limits_reached' },
    });
  });

  test('waits where it is night, and goes when it is day there', async () => {
    const ada = await lineWithNumber();
    const { body: group } = await ada.call(groups.add, { body: { name: 'Coasts' } });
    const [east, west] = ['+12125550147', '+14155550147'];
    for (const number of [east, west]) {
      const { body } = await ada.call(contacts.add, { body: { number } });
      await ada.call(groups.changeMembers, { params: { id: group.id }, body: { add: [body.id] } });
    }
    // 14:00 UTC: nine in New York, six in San Francisco.
    const now = w.clock.now();
    const wanted = new Date(now);
    wanted.setUTCDate(now.getUTCDate() + 1);
    wanted.setUTCHours(14, 0, 0, 0);
    w.clock.advance(wanted.getTime() - now.getTime());
    const preview = await ada.call(messages.preview, { body: { to: { groups: [group.id] }, text: 'morning' } });
    expect(preview.body.quiet).toMatchObject({
      recipients: 1,
      until: new Date(wanted.getTime() + hours(2)).toISOString(),
    });
    const sent = await ada.call(messages.send, { body: { to: { groups: [group.id] }, text: 'morning' } });
    await w.drainJobs();
    expect([textsTo(east).length, textsTo(west).length]).toEqual([1, 0]);
    expect((await ada.call(messages.progress, { params: { id: sent.body.messageId } })).body).toMatchObject({
      state: 'sending',
      quiet: 1,
    });
    w.clock.advance(hours(2));
    await w.drainJobs();
    expect(textsTo(west)).toHaveLength(1);
  });

  test('can be held, gone on with and stopped; what is left is never sent and comes back to the plan', async () => {
    const ada = await lineWithNumber({ plan: 'trial' });
    const { id, numbers } = await groupOf(ada, 5);
    const now = w.clock.now();
    const noon = new Date(now);
    noon.setUTCDate(now.getUTCDate() + 1);
    noon.setUTCHours(18, 0, 0, 0);
    w.clock.advance(noon.getTime() - now.getTime());
    const { body: sent } = await ada.call(messages.send, { body: { to: { groups: [id] }, text: 'slowly' } });
    const params = { id: sent.messageId };
    expect((await ada.call(messages.pause, { params })).body).toMatchObject({ state: 'paused', counts: { queued: 5 } });
    await w.drainJobs();
    expect(numbers.flatMap(textsTo)).toEqual([]);
    expect((await ada.call(messages.resume, { params })).body.state).toBe('sending');
    expect((await ada.call(messages.stop, { params })).body).toMatchObject({ state: 'stopped', counts: { failed: 5 } });
    await w.drainJobs();
    expect(numbers.flatMap(textsTo)).toEqual([]);
    const { rows } = await w.pool.query(
      'select coalesce(sum(remaining), 0)::int as left from usage_reservation where company_id = $1',
      [ada.companyId],
    );
    expect(rows[0].left).toBe(0);
    expect((await ada.call(messages.resume, { params })).body.code).toBe('messages.not_sending');
  });

  test('is not for a restricted line, which may answer', async () => {
    const ada = await lineWithNumber();
    const { id } = await groupOf(ada, 1);
    await w.pool.query("update line set roles = '{restricted}' where id = $1", [ada.lineId]);
    const again = await w.signIn(ada.username);
    expect((await again.call(messages.send, { body: { to: { groups: [id] }, text: 'x' } })).body.code).toBe(
      'messages.restricted',
    );
    expect((await again.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text: 'x' } })).status).toBe(
      201,
    );
  });
});

describe('a scheduled text', () => {
  test('goes at its time and not before, can be changed, and goes to nobody who opted out meanwhile', async () => {
    const ada = await lineWithNumber();
    const [stays, leaves] = [freshNumber(), freshNumber()];
    const sendAt = new Date(w.clock.now().getTime() + hours(3)).toISOString();
    const { body } = await ada.call(messages.send, {
      body: { to: { numbers: [stays, leaves] }, text: 'soon', sendAt },
    });
    expect(body.scheduled).toMatchObject({ state: 'waiting', sendAt, to: { members: [{}, {}] } });
    const params = { id: body.scheduled.id };
    const edited = await ada.call(messages.editScheduled, {
      params,
      body: { to: { numbers: [stays, leaves] }, text: 'edited', sendAt },
    });
    expect(edited.body.text).toBe('edited');
    await w.drainJobs();
    expect(textsTo(stays)).toEqual([]);
    await w.pool.query(
      'insert into barred_number (company_id, line_id, number, blocked_at) values ($1, $2, $3, now())',
      [ada.companyId, ada.lineId, leaves],
    );
    w.clock.advance(hours(3));
    await w.drainJobs();
    expect([textsTo(stays).map((text) => text.text), textsTo(leaves)]).toEqual([['edited'], []]);
    expect((await ada.call(messages.scheduled)).body.scheduled).toEqual([]);
    expect((await ada.call(messages.cancelScheduled, { params })).body.code).toBe('messages.not_scheduled');
  });

  test('that is cancelled never goes; one that cannot go says why', async () => {
    const ada = await lineWithNumber();
    const [one, other] = [freshNumber(), freshNumber()];
    const sendAt = new Date(w.clock.now().getTime() + hours(1)).toISOString();
    const schedule = async (to: string) =>
      (await ada.call(messages.send, { body: { to: { numbers: [to] }, text: 'x', sendAt } })).body.scheduled;
    await ada.call(messages.cancelScheduled, { params: { id: (await schedule(one)).id } });
    await schedule(other);
    await w.pool.query(
      'insert into barred_number (company_id, line_id, number, blocked_at) values ($1, $2, $3, now())',
      [ada.companyId, ada.lineId, other],
    );
    w.clock.advance(hours(1));
    await w.drainJobs();
    expect([...textsTo(one), ...textsTo(other)]).toEqual([]);
    expect((await ada.call(messages.scheduled)).body.scheduled).toMatchObject([
      { state: 'refused', why: 'messages.opted_out' },
    ]);
  });
});

test('texts of one line to one person leave in the order in which they were written', async () => {
  const ada = await lineWithNumber();
  const to = freshNumber();
  for (let n = 0; n < 12; n += 1)
    await ada.call(messages.send, { body: { to: { numbers: [to] }, text: `number ${n}` } });
  await w.drainJobs();
  expect(textsTo(to).map((text) => text.text)).toEqual(Array.from({ length: 12 }, (_, n) => `number ${n}`));
});

test('another line and another company find neither thread, message nor scheduled text', async () => {
  const ada = await lineWithNumber();
  const { body } = await ada.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text: 'mine' } });
  await w.drainJobs();
  const others = [await w.colleague(ada), await w.line()];
  await w.drainJobs();
  for (const other of others) {
    expect((await other.call(inbox.thread, { params: { id: body.threadId } })).status).toBe(404);
    expect((await other.call(inbox.entries, { params: { id: body.threadId } })).status).toBe(404);
    expect((await other.call(inbox.deleteThread, { params: { id: body.threadId } })).status).toBe(404);
    expect((await other.call(messages.receipts, { params: { id: body.messageId } })).status).toBe(404);
    expect((await other.call(messages.stop, { params: { id: body.messageId } })).status).toBe(404);
    expect((await other.call(inbox.threads, { query: { search: 'mine' } })).body.threads).toEqual([]);
    expect((await other.call(messages.send, { body: { to: { thread: body.threadId }, text: 'x' } })).body.code).toBe(
      'messages.no_recipients',
    );
  }
});
