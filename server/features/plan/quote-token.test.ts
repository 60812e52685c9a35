import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CompanyId } from '#contract/ids.ts';
import { createSecrets } from '#server/platform/secrets.ts';
import { openQuote, type SignedQuote, signQuote } from './quote-token.ts';

const secrets = createSecrets('a secret that only this test knows of');
const quote: SignedQuote = {
  id: '12',
  companyId: '7' as CompanyId, // an id of this test
  revision: 3,
  fromPlan: 'lite',
  catalogue: 'abc',
  wish: { kind: 'plan', plan: 'basic', interval: 'month' },
  effective: 'now',
  periodStart: null,
  lines: [],
  nowCents: 4050,
  expiresAt: '2026-06-01T00:15:00.000Z',
};
const token = signQuote(secrets, quote);

test('a quote comes back as it was signed', () => {
  expect(openQuote(secrets, token)).toEqual(quote);
});

test('a quote of another server, or with another price under the same seal, is none', () => {
  expect(openQuote(createSecrets('another secret of thirty-two letters'), token)).toBeUndefined();
  const [, seal] = token.split('.');
  const cheaper = Buffer.from(JSON.stringify({ ...quote, nowCents: 1 })).toString('base64url');
  expect(openQuote(secrets, `${cheaper}.${seal}`)).toBeUndefined();
  for (const odd of ['', '.', 'x', `${token}.`, `${token}x`, `x${token}`])
    expect(openQuote(secrets, odd)).toBeUndefined();
});

test('no letter of it can be changed', () => {
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz019-_.'), (at, letter) => {
      const altered = `${token.slice(0, at)}${letter}${token.slice(at + 1)}`;
      const opened = openQuote(secrets, altered);
      // The last letter of base64 holds bits that count for nothing.
      if (opened !== undefined) expect(opened).toEqual(quote);
      if (opened !== undefined && altered !== token) expect(at).toBe(token.length - 1);
    }),
  );
});
