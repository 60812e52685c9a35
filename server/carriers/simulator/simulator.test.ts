import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSimulator } from '#test/simulator.ts';

let rig: Awaited<ReturnType<typeof openSimulator>>;
beforeEach(async () => {
  rig = await openSimulator();
});
afterEach(() => rig.close());

const her = '+14155550123';
const him = '+12065550177';
const thread = async (number: string) => (await rig.handsets('GET', `handsets/${number}/messages`)).body.texts;
const statuses = () => rig.listener.heard.map(({ form }) => form.MessageStatus);
const sent = async (to = her, text = 'Hello') => {
  const outcome = await rig.send(to, text);
  if (outcome.kind !== 'accepted') throw new Error(`the text was ${JSON.stringify(outcome)}`);
  return outcome.carrierId;
};
/** Long enough for all that a text sets off at this pace. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 400));

describe('a text out', () => {
  test('makes a handset of its number and arrives there', async () => {
    await sent(her, 'Your code is 492013');
    await vi.waitFor(async () =>
      expect(await thread(her)).toEqual([
        {
          id: expect.any(String),
          with: rig.ours,
          incoming: true,
          text: 'Your code is 492013',
          media: [],
          at: expect.any(String),
        },
      ]),
    );
    const { body } = await rig.handsets('GET', 'handsets');
    expect(body.handsets).toEqual([
      {
        number: her,
        calls: 'ring',
        afterSeconds: 0,
        unread: 1,
        last: expect.objectContaining({ text: 'Your code is 492013', incoming: true }),
      },
    ]);
  });
  test('is reported as sent, then as delivered, once each', async () => {
    await sent();
    await settle();
    expect(statuses()).toEqual(['sent', 'delivered']);
  });
  test('whose report fails is reported once more, and no further', async () => {
    rig.listener.answers.push(500, 500, 500, 500);
    await sent();
    await settle();
    expect(statuses().sort()).toEqual(['delivered', 'delivered', 'sent', 'sent']);
  });
  test('goes on after a restart where it was', async () => {
    await rig.restart({ sentMs: 600_000 });
    const carrierId = await sent();
    await rig.database.pool.query('update simulator.errand set due_at = now()');
    await rig.restart();
    await vi.waitFor(() =>
      expect(rig.listener.events).toContainEqual({ kind: 'text.status', carrierId, status: 'delivered' }),
    );
  });
  test('whose report was under way when the server stopped is reported after the restart', async () => {
    await sent();
    await vi.waitFor(() => expect(statuses()).toEqual(['sent', 'delivered']));
    // As a server leaves it that was killed: lent out far into the future.
    await rig.database.pool.query(
      `insert into simulator.errand (kind, text_sid, url, form, attempts, due_at, leased)
       values ('status', 'SM1', $1, '{"MessageSid":"SM1","MessageStatus":"sent"}', 1, now() + interval '1 day', true)`,
      [rig.statusUrl],
    );
    await rig.restart();
    await vi.waitFor(() =>
      expect(rig.listener.events).toContainEqual({ kind: 'text.status', carrierId: 'SM1', status: 'sent' }),
    );
  });
});

describe('a text in', () => {
  test('from a handset reaches the line it is for', async () => {
    const { status, body } = await rig.handsets('POST', `handsets/${her}/messages`, {
      to: rig.ours,
      text: 'Hi there',
      mediaUrls: ['https://example.com/cat.png'],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ with: rig.ours, incoming: false, text: 'Hi there' });
    await vi.waitFor(() =>
      expect(rig.listener.events).toEqual([
        {
          kind: 'text.received',
          carrierId: expect.stringMatching(/^MM/),
          from: her,
          to: rig.ours,
          text: 'Hi there',
          media: [{ url: 'https://example.com/cat.png', contentType: 'image/png' }],
          segments: 1,
        },
      ]),
    );
    expect(await thread(her)).toHaveLength(1);
  });
  test('waits for a server that fails for a while', async () => {
    rig.listener.answers.push(500, 503, 500);
    await rig.handsets('POST', `handsets/${her}/messages`, { to: rig.ours, text: 'Still there' });
    await vi.waitFor(() => expect(rig.listener.events).toHaveLength(1), 5000);
    const tokens = new Set(rig.listener.heard.map(({ headers }) => headers['i-twilio-idempotency-token']));
    expect([rig.listener.heard.length, tokens.size]).toEqual([4, 1]);
  });
  test('between two handsets is no business of the account', async () => {
    await rig.handsets('POST', `handsets/${her}/messages`, { to: him, text: 'psst' });
    expect(await thread(him)).toMatchObject([{ with: her, incoming: true, text: 'psst' }]);
    // A search by the account finds nothing, neither as sent nor as received.
    const { url, accountSid, authToken } = rig.simulator();
    const headers = { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` };
    const listed = await fetch(`${url}/2010-04-01/Accounts/${accountSid}/Messages.json`, { headers });
    expect(((await listed.json()) as { messages: unknown[] }).messages).toEqual([]);
  });
  test('from one served number to another is one out and one in', async () => {
    const [offer] = await rig.carrier().searchNumbers({ country: 'US', areaCode: '206', limit: 1 });
    const second = offer?.number ?? rig.ours;
    await rig.carrier().takeNumber({ number: second, label: 'second', messageUrl: rig.messageUrl });
    await sent(second, 'between lines');
    await vi.waitFor(() =>
      expect(rig.listener.events).toContainEqual(
        expect.objectContaining({ kind: 'text.received', from: rig.ours, to: second }),
      ),
    );
    expect((await rig.handsets('GET', 'handsets')).body.handsets).toEqual([]);
  });
});

describe('faults', () => {
  const fault = (settings: object) => rig.handsets('PUT', 'faults', settings);
  test('dropped receipts: the text arrives and nobody is told', async () => {
    await fault({ dropReceipts: true });
    await sent();
    await settle();
    expect(statuses()).toEqual([]);
    expect(await thread(her)).toHaveLength(1);
  });
  test('everything is told twice', async () => {
    await fault({ duplicateCallbacks: true });
    await sent();
    await settle();
    expect(statuses().sort()).toEqual(['delivered', 'delivered', 'sent', 'sent']);
  });
  test('"delivered" is told before "sent"', async () => {
    await fault({ reorderCallbacks: true });
    await sent();
    await settle();
    expect(statuses()).toEqual(['delivered', 'sent']);
  });
  test('a filtered text fails with the reason and never arrives', async () => {
    await fault({ filter: true });
    const carrierId = await sent();
    await settle();
    expect(rig.listener.events).toContainEqual({
      kind: 'text.status',
      carrierId,
      status: 'failed',
      failure: 'filtered',
      carrierCode: '30007',
    });
    expect(await thread(her)).toEqual([]);
  });
  test('a landline gets no texts, others do', async () => {
    await fault({ landline: [her] });
    const [hers, his] = [await sent(her), await sent(him)];
    await settle();
    expect(rig.listener.events).toContainEqual({
      kind: 'text.status',
      carrierId: hers,
      status: 'failed',
      failure: 'landline',
      carrierCode: '30006',
    });
    expect(rig.listener.events).toContainEqual({ kind: 'text.status', carrierId: his, status: 'delivered' });
  });
  test('a delay holds a text back', async () => {
    await fault({ delayMs: 250 });
    await sent();
    await settle();
    expect(await thread(her)).toEqual([]);
    await vi.waitFor(async () => expect(await thread(her)).toHaveLength(1), 3000);
  });
  test('"too many" and a failure are answered, and nothing is taken', async () => {
    await fault({ answer: 429 });
    expect(await rig.send(her, 'one')).toEqual({
      kind: 'rejected',
      reason: 'too_fast',
      carrierCode: '20429',
      retryAfterSeconds: 1,
    });
    await fault({ answer: 500 });
    expect(await rig.send(her, 'two')).toMatchObject({ kind: 'ambiguous' });
    expect(await rig.carrier().findSent({ to: '+14155550123' as never, since: new Date(0) })).toEqual([]);
  });
  test('a text that was taken without an answer is found again', async () => {
    await fault({ answer: 'accept then time out' });
    expect(await rig.send(her, 'lost?')).toEqual({ kind: 'ambiguous', why: 'timed out' });
    expect(await rig.carrier().findSent({ to: '+14155550123' as never, since: new Date(0) })).toMatchObject([
      { text: 'lost?' },
    ]);
  });
  test('for the next texts only, and landlines stay', async () => {
    await fault({ answer: 429, landline: [him], next: 2 });
    const kinds = [await rig.send(her, 'a'), await rig.send(her, 'b'), await rig.send(her, 'c')].map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['rejected', 'rejected', 'accepted']);
    expect((await rig.handsets('GET', 'faults')).body).toMatchObject({ answer: null, landline: [him], next: null });
  });
  test('are counted exactly when many texts come at once', async () => {
    await fault({ answer: 429, next: 7 });
    const outcomes = await Promise.all(Array.from({ length: 30 }, (_, n) => rig.send(her, `text ${n}`)));
    expect(outcomes.filter(({ kind }) => kind === 'rejected')).toHaveLength(7);
  });
  test('survive a restart, and a setting that is none is refused', async () => {
    await fault({ filter: true });
    await rig.restart();
    expect((await rig.handsets('GET', 'faults')).body.filter).toBe(true);
    expect(await fault({ answer: 418 })).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});
