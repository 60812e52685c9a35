import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contacts } from '#contract/contacts.ts';
import { groups } from '#contract/groups.ts';
import { inbox } from '#contract/inbox.ts';
import { messageSettings } from '#contract/message-settings.ts';
import { messages } from '#contract/messages.ts';
import type { CarrierEvent } from '#server/carriers/carrier.ts';
import { receiveWebhook } from '#server/features/identity/index.ts';
import { hours, minutes } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

type Line = Awaited<ReturnType<World['line']>> & { number: string };
async function lineWithNumber(wish: Parameters<World['line']>[0] = {}): Promise<Line> {
  const line = await w.line(wish);
  await w.drainJobs();
  const { rows } = await w.pool.query('select number from line where id = $1', [line.lineId]);
  return { ...line, number: rows[0].number };
}
let texts = 0;
type Media = Extract<CarrierEvent, { kind: 'text.received' }>['media'];
const came = (from: string, to: string, text: string, media: Media = []): CarrierEvent => ({
  kind: 'text.received',
  carrierId: `SMin${texts++}`,
  from,
  to: to as never, // a number of ours
  text,
  media,
  segments: 1,
});
const hear = (events: CarrierEvent[]) =>
  receiveWebhook(
    { ...w.deps, carrier: { ...w.carrier, readWebhook: () => events } },
    { path: '/carrier/main/message', headers: {}, form: {} },
  );
async function texted(from: string, line: Line, text: string, media: Media = []): Promise<void> {
  await hear([came(from, line.number, text, media)]);
  await w.drainJobs();
}
const to = (number: string) =>
  w
    .texts()
    .filter((text) => text.to === number)
    .map(({ text }) => text);
const threadsOf = async (line: Line) => (await line.call(inbox.threads)).body.threads;
const set = (line: Line, change: object) => line.call(messageSettings.change, { body: { set: change } });

describe('a text in', () => {
  test('is in the inbox, unread, from a contact who is made of the number, and is counted', async () => {
    const ada = await lineWithNumber();
    const from = freshNumber();
    await texted(from, ada, 'Hello Ada');
    expect(await threadsOf(ada)).toMatchObject([
      {
        kind: 'direct',
        members: [{ number: from, contactId: expect.any(String) }],
        unread: 1,
        last: { text: 'Hello Ada', direction: 'in' },
      },
    ]);
    expect((await ada.call(inbox.threads, { query: { search: 'hell' } })).body.threads).toMatchObject([
      { found: { text: 'Hello Ada' } },
    ]);
    const { rows } = await w.pool.query("select units from usage_entry where line_id = $1 and key like 'in:%'", [
      ada.lineId,
    ]);
    expect(rows).toEqual([{ units: 1 }]);
  });

  test('told five times at once is one', async () => {
    const ada = await lineWithNumber();
    const event = came(freshNumber(), ada.number, 'once');
    await Promise.all(Array.from({ length: 5 }, () => hear([event])));
    await w.drainJobs();
    expect(await threadsOf(ada)).toMatchObject([{ unread: 1 }]);
  });

  test('for a number of nobody changes nothing and is not tried for ever', async () => {
    await hear([came(freshNumber(), '+14155559999', 'anybody?')]);
    await w.drainJobs();
    expect((await w.pool.query('select 1 from carrier_webhook where due_at is not null')).rowCount).toBe(0);
  });

  test('is never refused for a limit', async () => {
    const ada = await lineWithNumber({ plan: 'trial' });
    const from = freshNumber();
    await hear(Array.from({ length: 60 }, (_, n) => came(from, ada.number, `number ${n}`)));
    await w.drainJobs();
    expect(await threadsOf(ada)).toMatchObject([{ unread: 60 }]);
  });

  test('in free words that ask for an end is flagged and changes nothing', async () => {
    const ada = await lineWithNumber();
    const from = freshNumber();
    await texted(from, ada, 'Please stop texting me');
    const [thread] = await threadsOf(ada);
    const { body } = await ada.call(inbox.entries, { params: { id: thread.id } });
    expect(body.entries).toMatchObject([{ soundsLikeStop: true }]);
    expect(thread.optedOut).toBe(false);
  });

  test('from a screened number is dropped without a word', async () => {
    const ada = await lineWithNumber();
    const from = freshNumber();
    const { body } = await ada.call(contacts.add, { body: { number: from } });
    await ada.call(contacts.screen, { params: { id: body.id }, body: { screened: true } });
    await texted(from, ada, 'let me in');
    expect([await threadsOf(ada), to(from)]).toEqual([[], []]);
  });
});

describe('opting out', () => {
  test.each(['STOP', ' stop ', 'Stop.', '"STOP"', 'STOPALL', 'unsubscribe', 'Cancel', 'BLOCK', 'end', 'QUIT'])(
    'by %j blocks, is confirmed once, and nothing more is sent until START',
    async (word) => {
      const ada = await lineWithNumber();
      const from = freshNumber();
      await texted(from, ada, word);
      await texted(from, ada, word);
      expect(to(from)).toHaveLength(1);
      expect(to(from)[0]).toContain('START');
      expect(await ada.call(messages.send, { body: { to: { numbers: [from] }, text: 'but' } })).toMatchObject({
        status: 422,
        body: { code: 'messages.opted_out' },
      });
      expect((await threadsOf(ada))[0].optedOut).toBe(true);
      await texted(from, ada, 'start');
      expect(to(from)).toHaveLength(2);
      expect((await ada.call(messages.send, { body: { to: { numbers: [from] }, text: 'welcome' } })).status).toBe(201);
    },
  );

  test('stands in the conversation above its confirmation, which is the newest', async () => {
    const ada = await lineWithNumber();
    const from = freshNumber();
    await texted(from, ada, 'STOP');
    const [thread] = await threadsOf(ada);
    const { body } = await ada.call(inbox.entries, { params: { id: thread.id } });
    expect(body.entries.map((one: { direction: string }) => one.direction)).toEqual(['in', 'out']);
    expect(body.entries[0].text).toBe('STOP');
    expect(thread).toMatchObject({ unread: 1, last: { direction: 'out' } });
  });

  test('is per line: another line of the company may still text', async () => {
    const ada = await lineWithNumber();
    const bob = await w.colleague(ada);
    await w.drainJobs();
    const from = freshNumber();
    await texted(from, ada, 'STOP');
    expect((await bob.call(messages.send, { body: { to: { numbers: [from] }, text: 'hi' } })).status).toBe(201);
  });

  test('words inside a sentence are no opt-out, and YES from somebody who never left is an answer', async () => {
    const ada = await lineWithNumber();
    const from = freshNumber();
    for (const text of ['Do not stop now', 'yes', 'The end']) await texted(from, ada, text);
    expect(to(from)).toEqual([]);
    expect(await threadsOf(ada)).toMatchObject([{ unread: 3, optedOut: false }]);
  });

  test('HELP names the business and how to stop, once in ten minutes', async () => {
    const ada = await lineWithNumber({ company: 'Acme Bakery' });
    const from = freshNumber();
    await texted(from, ada, 'help');
    await texted(from, ada, 'INFO');
    expect(to(from)).toHaveLength(1);
    expect(to(from)[0]).toMatch(/Acme Bakery.*STOP/);
  });

  test('STOP is heard from a screened number and while incoming texts are stopped', async () => {
    const ada = await lineWithNumber();
    await set(ada, { stopIncoming: true });
    const from = freshNumber();
    await texted(from, ada, 'hello');
    expect(await threadsOf(ada)).toEqual([]);
    await texted(from, ada, 'STOP');
    // Nothing of theirs is kept; the confirmation is, for it was sent.
    expect(await threadsOf(ada)).toMatchObject([{ unread: 0, last: { direction: 'out' } }]);
    expect(
      (await ada.call(messages.preview, { body: { to: { numbers: [from] }, text: 'x' } })).body.leftOut,
    ).toMatchObject([{ why: 'opted_out' }]);
  });
});

test('texting a group’s keyword asks first, YES joins, and UNSUBSCRIBE with the keyword leaves', async () => {
  const ada = await lineWithNumber();
  const { body: group } = await ada.call(groups.add, {
    body: { name: 'Bread club', keyword: 'bread', joinByText: true, joinMessage: 'Fresh at seven.' },
  });
  const from = freshNumber();
  const size = async () => (await ada.call(groups.read, { params: { id: group.id } })).body.size;
  await texted(from, ada, 'Bread');
  expect(to(from)[0]).toMatch(/YES.*Bread club/);
  expect(await size()).toBe(0);
  await texted(from, ada, 'yes');
  expect([to(from)[1], await size()]).toEqual(['Fresh at seven.', 1]);
  await texted(from, ada, 'UNSUBSCRIBE BREAD');
  expect(await size()).toBe(0);
  expect(to(from)).toHaveLength(3);
  expect((await ada.call(messages.preview, { body: { to: { numbers: [from] }, text: 'x' } })).body.leftOut).toEqual([]);
});

describe('the automatic response', () => {
  const on = { autoResponse: { on: true, text: 'We are baking. Back soon.', onlyClosed: false } };
  test('answers a sender once in four hours', async () => {
    const ada = await lineWithNumber();
    await set(ada, on);
    const from = freshNumber();
    await texted(from, ada, 'hello');
    w.clock.advance(hours(4) - minutes(1));
    await texted(from, ada, 'hello?');
    expect(to(from)).toEqual(['We are baking. Back soon.']);
    w.clock.advance(minutes(2));
    await texted(from, ada, 'hello??');
    expect(to(from)).toHaveLength(2);
  });

  test.each([
    ['a keyword', 'HELP'],
    ['an automatic text', 'This is an automatic reply: I am out of the office'],
    ['its own words coming back', 'We are baking. Back soon.'],
  ])('never answers %s', async (_, text) => {
    const ada = await lineWithNumber();
    await set(ada, on);
    const from = freshNumber();
    await texted(from, ada, text);
    expect(to(from)).not.toContain('We are baking. Back soon.');
  });

  test('never answers a short code, which is kept', async () => {
    const ada = await lineWithNumber();
    await set(ada, on);
    const before = w.texts().length;
    await texted('72345', ada, 'Your parcel is here');
    expect(w.texts()).toHaveLength(before);
    expect(await threadsOf(ada)).toMatchObject([{ members: [{ number: '72345' }] }]);
  });

  test('of two lines that text each other comes to an end', async () => {
    const [ada, bob] = [await lineWithNumber(), await lineWithNumber()];
    await set(ada, on);
    await set(bob, { autoResponse: { on: true, text: 'Away', onlyClosed: false } });
    await texted(ada.number, bob, 'hi');
    for (let turn = 0; turn < 5; turn += 1) {
      await texted(bob.number, ada, 'Away');
      await texted(ada.number, bob, 'We are baking. Back soon.');
    }
    expect([to(ada.number).length, to(bob.number).length]).toEqual([1, 1]);
  });
});

describe('forwarding to the personal cell', () => {
  test('sends the text on, and an answer from the cell goes back, to the last sender or by keyword', async () => {
    const ada = await lineWithNumber();
    expect((await set(ada, { forwarding: { on: true, hints: true } })).status).toBe(200);
    const cell = ada.cell ?? '';
    const [grace, linus] = [freshNumber(), freshNumber()];
    await ada.call(contacts.add, { body: { number: grace, name: 'Grace', keyword: 'grace' } });
    await texted(grace, ada, 'Are you open?');
    expect(to(cell).slice(-2)).toEqual(['Grace: Are you open?', expect.stringContaining('grace')]);
    await texted(linus, ada, 'Two loaves please');
    expect(to(cell).at(-1)).toBe(`${linus}: Two loaves please`);
    await texted(cell, ada, 'Done');
    await texted(cell, ada, 'grace: We are');
    expect([to(linus), to(grace)]).toEqual([['Done'], ['We are']]);
    const threads = await threadsOf(ada);
    expect(threads.map((thread: { members: { number: string }[] }) => thread.members[0]?.number).sort()).toEqual(
      [grace, linus].sort(),
    );
  });

  test('needs a verified cell, and answers with nobody to go to say so', async () => {
    const none = await lineWithNumber({ cell: null });
    expect(await set(none, { forwarding: { on: true, hints: true } })).toMatchObject({
      status: 409,
      body: { code: 'messages.cell_needed' },
    });
    const ada = await lineWithNumber();
    await set(ada, { forwarding: { on: true, hints: true } });
    await texted(ada.cell ?? '', ada, 'who is there');
    expect(to(ada.cell ?? '').at(-1)).toContain('Nobody');
  });
});

describe('a picture that comes in', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  test('is fetched, kept as what it is, and served by an address nobody can guess', async () => {
    const ada = await lineWithNumber();
    w.carrier.files.set('https://carrier.example/cat', { kind: 'file', content: png, contentType: 'image/jpeg' });
    await texted(freshNumber(), ada, '', [{ url: 'https://carrier.example/cat', contentType: 'image/jpeg' }]);
    const [thread] = await threadsOf(ada);
    const { body } = await ada.call(inbox.entries, { params: { id: thread.id } });
    const [file] = body.entries[0].media;
    expect(file).toMatchObject({ state: 'ready', contentType: 'image/png', bytes: png.length });
    const reply = await w.app.inject({ url: file.url });
    expect([reply.statusCode, reply.headers['content-type'], reply.headers['x-content-type-options']]).toEqual([
      200,
      'image/png',
      'nosniff',
    ]);
    expect(reply.rawPayload.equals(png)).toBe(true);
  });

  test.each([
    ['is a page', { kind: 'file', content: Buffer.from('\x7fELF\0\0\0'), contentType: 'image/png' }, 'type'],
    ['is too large', { kind: 'refused', why: 'too_large' }, 'too_large'],
    ['lies in the private network', { kind: 'refused', why: 'address' }, 'address'],
    ['is gone', { kind: 'refused', why: 'gone' }, 'gone'],
  ] as const)('and %s is shown as failed, with the reason', async (name, file, why) => {
    const ada = await lineWithNumber();
    const url = `https://carrier.example/${name.replaceAll(' ', '-')}`;
    w.carrier.files.set(url, file);
    await texted(freshNumber(), ada, 'look', [{ url, contentType: 'image/png' }]);
    const [thread] = await threadsOf(ada);
    const { body } = await ada.call(inbox.entries, { params: { id: thread.id } });
    expect(body.entries[0].media).toMatchObject([{ state: 'failed', why, url: null }]);
  });
});

test('"What happens when someone texts me?" is the rule itself', async () => {
  const ada = await lineWithNumber();
  await set(ada, { autoResponse: { on: true, text: 'Away', onlyClosed: false } });
  const ask = async (body: object) =>
    (await ada.call(messageSettings.whatHappens, { body })).body.steps.map(
      (step: { step: string; does: string; why: string | null }) =>
        `${step.step}${step.does === 'skipped' ? ` (${step.why})` : ''}`,
    );
  expect(await ask({})).toEqual(['arrives', 'counted', 'kept', 'forwarded (off)', 'auto_response', 'webhook (off)']);
  expect(await ask({ text: 'STOP' })).toEqual([
    'arrives',
    'counted',
    'opt_out',
    'kept',
    'forwarded (off)',
    'auto_response (keyword)',
    'webhook (off)',
  ]);
  expect(await ask({ draft: { stopIncoming: true } })).toEqual(['arrives', 'counted', 'turned_off']);
  expect(await ask({ from: '72345' })).toContain('auto_response (short_code)');
});
