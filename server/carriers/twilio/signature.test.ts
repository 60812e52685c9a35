import fc from 'fast-check';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { readForm } from './form.ts';
import { isGenuine, signatureOf } from './signature.ts';

const token = fc.string({ minLength: 1 });
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constant(''),
  fc.constantFrom('é', '日本', '😀', 'a b+c&d=e%'),
);
const form = fc.dictionary(
  fc.oneof(fc.constantFrom('To', 'Body', 'MediaUrl0', 'body', 'ñ'), fc.string({ unit: 'binary' })),
  fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 4 })),
);
const host = fc.constantFrom('example.com', 'example.com:8443', 'example.com:443', '127.0.0.1:3000', 'EXAMPLE.com');
const url = fc
  .tuple(fc.constantFrom('http', 'https'), host, fc.webPath(), fc.option(fc.webQueryParameters()))
  .map(([scheme, at, path, query]) => `${scheme}://${at}${path || '/'}${query ? `?${query}` : ''}`);

describe('signatures, judged by the official SDK', () => {
  test('for any address and form, repeated, empty and unicode values too, we make the same signature', () => {
    fc.assert(
      fc.property(token, url, form, (key, address, fields) => {
        expect(signatureOf(key, address, fields)).toBe(twilio.getExpectedTwilioSignature(key, address, fields));
      }),
      { numRuns: 500 },
    );
  });
  test('what the SDK calls genuine is genuine to us', () => {
    fc.assert(
      fc.property(token, url, form, (key, address, fields) => {
        const signature = twilio.getExpectedTwilioSignature(key, address, fields);
        expect(twilio.validateRequest(key, signature, address, fields)).toBe(true);
        expect(isGenuine(signature, [key], address, fields)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
  test('a signature over another form is genuine to neither', () => {
    fc.assert(
      fc.property(token, url, form, value, (key, address, fields, more) => {
        const signature = twilio.getExpectedTwilioSignature(key, address, { ...fields, Extra: `x${more}` });
        expect(isGenuine(signature, [key], address, fields)).toBe(
          twilio.validateRequest(key, signature, address, fields),
        );
        expect(isGenuine(signature, [key], address, fields)).toBe(false);
      }),
    );
  });
  test('the port may be in the signed address or not, as the SDK has it', () => {
    const fields = { Body: 'Hello' };
    for (const [signed, configured] of [
      ['https://example.com/carrier/main/status', 'https://example.com:443/carrier/main/status'],
      ['https://example.com:443/carrier/main/status', 'https://example.com/carrier/main/status'],
      ['http://example.com/carrier/main/status', 'http://example.com:80/carrier/main/status'],
      ['https://example.com/carrier/main/status', 'https://example.com:8443/carrier/main/status'],
    ] as const) {
      const signature = twilio.getExpectedTwilioSignature('token', signed, fields);
      expect(twilio.validateRequest('token', signature, configured, fields)).toBe(true);
      expect(isGenuine(signature, ['token'], configured, fields)).toBe(true);
    }
  });
});

test('while a token is rolled out, both are believed, and no third', () => {
  const made = (key: string) => signatureOf(key, 'https://example.com/x', { A: '1' });
  const believed = (key: string) => isGenuine(made(key), ['new', 'old'], 'https://example.com/x', { A: '1' });
  expect([believed('new'), believed('old'), believed('other')]).toEqual([true, true, false]);
});

test('any fields survive the way through a form body, whatever they are called', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), { maxLength: 8 }),
      (pairs) => {
        const read = readForm(new URLSearchParams(pairs).toString());
        for (const name of new Set(pairs.map(([first]) => first))) {
          const values = pairs.filter(([first]) => first === name).map(([, second]) => second);
          expect([Object.getOwnPropertyDescriptor(read, name)?.value].flat()).toEqual(values);
        }
      },
    ),
  );
  expect(Object.hasOwn(readForm('__proto__=x'), '__proto__')).toBe(true);
});
