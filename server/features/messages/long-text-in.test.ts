import { afterAll, beforeAll, expect, test } from 'vitest';
import { inbox } from '#contract/inbox.ts';
import { segmentsOf } from '#contract/segments.ts';
import { twilioCarrier } from '#server/carriers/twilio/index.ts';
import { signatureOf } from '#server/carriers/twilio/signature.ts';
import { days } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';

const authToken = 'a token of the test';
let w: World;
beforeAll(async () => {
  w = await world();
  const twilio = twilioCarrier({
    baseUrl: 'https://carrier.example',
    accountSid: 'AC1',
    authToken,
    publicUrl: w.deps.config.publicUrl,
    connectionId: 'main',
  });
  // Webhooks are read as they come from the carrier; what goes out stays in memory.
  Object.assign(w.carrier, { readWebhook: twilio.readWebhook });
});
afterAll(() => w.close());

const path = '/carrier/main/message';
/** The carrier's own request: form and signature as it sends them. */
async function posted(form: Record<string, string>, token = authToken): Promise<number> {
  const { statusCode } = await w.app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signatureOf(token, w.deps.config.publicUrl + path, form),
    },
    payload: new URLSearchParams(form).toString(),
  });
  return statusCode;
}

test('a long text that the carrier put together is one message of three segments, counted once, however often it is told', async () => {
  const ada = await w.line();
  await w.drainJobs();
  const { rows } = await w.pool.query('select number from line where id = $1', [ada.lineId]);
  const text = `${'The harbour office is open from nine to five, and the crane needs its yearly look. '.repeat(5)}Grace`;
  expect(segmentsOf(text)).toBe(3);
  const form = {
    MessageSid: 'SMlong1',
    SmsSid: 'SMlong1',
    SmsMessageSid: 'SMlong1',
    SmsStatus: 'received',
    AccountSid: 'AC1',
    From: freshNumber(),
    To: rows[0].number as string,
    Body: text,
    NumSegments: '3',
    NumMedia: '0',
  };
  const seen = async () => {
    await w.drainJobs();
    const { threads } = (await ada.call(inbox.threads)).body;
    expect(threads).toMatchObject([{ kind: 'direct', unread: 1, members: [{ number: form.From }] }]);
    const { entries } = (await ada.call(inbox.entries, { params: { id: threads[0].id } })).body;
    expect(entries).toMatchObject([{ kind: 'message', direction: 'in', text, segments: 3 }]);
    const counted = await w.pool.query(
      "select units::int, meter from usage_entry where line_id = $1 and key like 'in:%'",
      [ada.lineId],
    );
    expect(counted.rows).toEqual([{ units: 3, meter: 'messages' }]);
    const meters = await w.pool.query(
      "select used::int from company_meter where company_id = $1 and meter = 'messages'",
      [ada.companyId],
    );
    expect(meters.rows).toEqual([{ used: 3 }]);
  };

  expect(await posted(form, 'a token of somebody else')).toBe(403);
  // It did not hear our answer in time, and tells it again while the first is still under way.
  expect(await Promise.all([posted(form), posted(form), posted(form)])).toEqual([200, 200, 200]);
  await seen();
  expect(await posted(form)).toBe(200);
  await seen();
  // Carriers repeat for hours, and may say more than they said before.
  w.clock.advance(days(1));
  expect(await posted({ ...form, FromCity: 'SEATTLE' })).toBe(200);
  await seen();
});
