import { expect, test } from 'vitest';
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
