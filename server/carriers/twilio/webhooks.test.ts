import { describe, expect, test } from 'vitest';
import { twilioCarrier } from './index.ts';
import { signatureOf } from './signature.ts';

const publicUrl = 'https://text.example.com';
const authToken = 'a token of the test';
const carrier = twilioCarrier({
  baseUrl: 'https://carrier.example',
  accountSid: 'AC1',
  authToken,
  publicUrl,
  connectionId: 'main',
});
const path = '/carrier/main/message';
const signed = (form: Record<string, string | string[]>) => ({
  path,
  form,
  headers: { 'x-twilio-signature': signatureOf(authToken, publicUrl + path, form) },
});
const text = {
  MessageSid: 'SM1',
  SmsStatus: 'received',
  From: '+14155550123',
  To: '+12065550177',
  Body: 'Hello',
  NumSegments: '1',
  NumMedia: '0',
};

test('a webhook with 50 fields that nobody knows says what it says without them', () => {
  const unknown = Object.fromEntries(
    Array.from({ length: 50 }, (_, n) => [n % 2 ? `New${n}` : `__proto__${n}`, n % 3 ? `value ${n}` : ['a', 'b']]),
  );
  const plain = carrier.readWebhook(signed(text));
  expect(plain).toMatchObject([{ kind: 'text.received', carrierId: 'SM1', text: 'Hello' }]);
  expect(carrier.readWebhook(signed({ ...text, ...unknown }))).toEqual(plain);
});

test('the same fields under a signature over fewer are not genuine', () => {
  const { headers } = signed(text);
  expect(carrier.readWebhook({ path, headers, form: { ...text, New: 'field' } })).toBeUndefined();
});

test('a state that carriers do not have yet is no news', () => {
  expect(carrier.readWebhook(signed({ MessageSid: 'SM1', MessageStatus: 'teleported' }))).toEqual([]);
});

describe('what no database could keep', () => {
  const huge = 'x'.repeat(100_000);

  test('is left out of a text: it arrives without its NULs', () => {
    expect(carrier.readWebhook(signed({ ...text, Body: 'He\0llo', From: '+1415\x005550123' }))).toMatchObject([
      { text: 'Hello', from: '+14155550123' },
    ]);
    expect(carrier.readWebhook(signed({ ...text, MessageSid: huge }))).toEqual([]);
  });

  test('is left out of a call, of keys and of recordings', () => {
    const call = { CallSid: 'CA1', CallStatus: 'ringing', From: 'Anon\0ymous', To: '+12065550177' };
    expect(carrier.readCallWebhook(signed(call))).toMatchObject({ carrierId: 'CA1', from: 'Anonymous' });
    expect(carrier.readCallWebhook(signed({ ...call, CallSid: huge }))).toBeUndefined();
    const odd = { RecordingStatus: 'completed', RecordingDuration: '-1e999', SequenceNumber: huge };
    const news = carrier.readCallWebhook(signed({ ...call, ...odd, RecordingSid: '../../Messages' }));
    expect(news).toMatchObject({ recording: { id: '../../Messages', state: 'ready', seconds: 0 } });
    expect(news?.sequence).toBeUndefined();
    expect(carrier.readCallWebhook(signed({ ...call, ...odd, RecordingSid: huge }))?.recording).toBeUndefined();
    const states = ['__proto__', 'toString', 'in-progress', ''];
    for (const RecordingStatus of states)
      expect(
        carrier.readCallWebhook(signed({ ...call, RecordingSid: 'RE1', RecordingStatus }))?.recording,
      ).toBeUndefined();
  });
});
