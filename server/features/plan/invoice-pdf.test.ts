import { expect, test } from 'vitest';
import type { BillLine, Invoice } from '#contract/billing.ts';
import { invoicePdf } from './invoice-pdf.ts';

const line = (over: Partial<BillLine>): BillLine => ({
  kind: 'plan',
  plan: 'Lite+',
  interval: 'month',
  meter: null,
  units: null,
  from: '2026-06-01T12:00:00.000Z',
  to: '2026-07-01T12:00:00.000Z',
  cents: 3700,
  ...over,
});
const invoice = (over: Partial<Invoice> = {}): Invoice => ({
  id: '1',
  number: 7,
  kind: 'renewal',
  status: 'open',
  totalCents: 3700,
  issuedAt: '2026-06-01T12:00:00.000Z',
  dueAt: '2026-06-15T12:00:00.000Z',
  paidAt: null,
  charging: false,
  failure: null,
  lines: [line({})],
  company: 'Analytical Engines',
  timeZone: 'America/New_York',
  pay: 'invoice',
  ...over,
});
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length;

test('the same invoice is the same file, byte for byte, and another is another', async () => {
  const [one, again] = [await invoicePdf(invoice(), 'en'), await invoicePdf(invoice(), 'en')];
  expect(one.equals(again)).toBe(true);
  expect(one.subarray(0, 5).toString()).toBe('%PDF-');
  expect(one.equals(await invoicePdf(invoice({ number: 8 }), 'en'))).toBe(false);
  expect(one.equals(await invoicePdf(invoice(), 'es'))).toBe(false);
});

test('a long invoice goes on over pages, and a name that no font knows breaks nothing', async () => {
  const lines = Array.from({ length: 60 }, (_, n) =>
    line({ kind: 'overage', meter: 'messages', units: n + 1, cents: n }),
  );
  const pdf = await invoicePdf(invoice({ lines, company: '株式会社 Łódź Ñandú'.repeat(9), totalCents: 1770 }), 'es');
  expect(pagesOf(pdf)).toBe(4);
});
