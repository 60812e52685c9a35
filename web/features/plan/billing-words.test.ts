import { expect, test } from 'vitest';
import { billingErrors } from '#contract/billing.ts';
import { Refusal } from '#web/lib/api.ts';
import { refusalWords } from '#web/lib/refusal-words.ts';
import { billingWords } from './billing-words.ts';

test.each(Object.values(billingErrors).map((spec) => [spec.code, spec] as const))(
  '%s is said in both languages',
  (code, spec) => {
    const refusal = new Refusal(code, spec.status, spec.message);
    expect(refusalWords(refusal, 'en')).toBe(spec.message);
    expect(refusalWords(refusal, 'es')).not.toBe(spec.message);
  },
);

test('one invoice that is late is one, and two are two', () => {
  expect([billingWords.en.owed(1, '$19.00'), billingWords.en.owed(2, '$34.00')]).toEqual([
    'An invoice over $19.00 is past its day',
    '2 invoices, $34.00 together, are past their day',
  ]);
});
