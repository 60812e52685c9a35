import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periodAt } from './billing-period.ts';
import { type Paid, type Price, priceChange, priceOf, total } from './change-of-plan.ts';

const plan = (name: string, monthlyCents: number): Price => ({ name, monthlyCents, yearlyCents: monthlyCents * 10 });
const lite = plan('Lite', 1900);
const liteMore = plan('Lite+', 3700);
const basic = plan('Basic', 10_000);
const zone = 'America/New_York';
const start = new Date('2026-06-01T12:00:00Z');
const half = new Date('2026-06-16T12:00:00Z');
const paid = (of: Price, interval: 'month' | 'year' = 'month') => ({
  plan: of,
  interval,
  period: periodAt({ at: start, timeZone: zone, interval }, 0),
});

test('the first plan is paid in full, and its period begins now', () => {
  expect(priceChange(undefined, { plan: lite, interval: 'month' }, half, zone)).toMatchObject({
    effective: 'now',
    nowCents: 1900,
    renewalCents: 1900,
    renewalAt: new Date('2026-07-16T12:00:00Z'),
    lines: [{ kind: 'plan', plan: 'Lite', cents: 1900 }],
  });
});

test('half way through the month more costs half the difference, and the renewal stays where it was', () => {
  expect(priceChange(paid(lite), { plan: liteMore, interval: 'month' }, half, zone)).toMatchObject({
    effective: 'now',
    nowCents: 900,
    lines: [
      { kind: 'rest', plan: 'Lite+', cents: 1850, to: '2026-07-01T12:00:00.000Z' },
      { kind: 'credit', plan: 'Lite', cents: -950 },
    ],
    renewalCents: 3700,
    renewalAt: new Date('2026-07-01T12:00:00Z'),
    newPeriod: undefined,
  });
});

test('from month to year a year begins now, less what was paid for the month and not used', () => {
  expect(priceChange(paid(lite), { plan: lite, interval: 'year' }, half, zone)).toMatchObject({
    effective: 'now',
    nowCents: 19_000 - 950,
    renewalCents: 19_000,
    renewalAt: new Date('2027-06-16T12:00:00Z'),
    newPeriod: { start: half },
  });
});

test.each([
  ['a smaller plan', paid(basic), { plan: lite, interval: 'month' }],
  ['months after a year', paid(lite, 'year'), { plan: lite, interval: 'month' }],
  ['a bigger plan by the month after a year', paid(lite, 'year'), { plan: basic, interval: 'month' }],
  ['a smaller plan by the year', paid(basic), { plan: lite, interval: 'year' }],
] as const)('%s begins at the renewal and costs nothing now', (_, from, to) => {
  expect(priceChange(from, to, half, zone)).toMatchObject({
    effective: 'renewal',
    nowCents: 0,
    lines: [],
    renewalAt: from.period.end,
  });
});

test('a plan that is not sold by the year is not sold by the year', () => {
  expect(
    priceChange(undefined, { plan: { ...lite, yearlyCents: null }, interval: 'year' }, half, zone),
  ).toBeUndefined();
});

describe('whatever the prices, the moment and the plans', () => {
  const price = fc
    .record({
      monthlyCents: fc.integer({ min: 0, max: 1_000_000 }),
      yearlyCents: fc.integer({ min: 0, max: 12_000_000 }),
    })
    .map((cents) => ({ name: 'Some plan', ...cents }));
  const interval = fc.constantFrom('month' as const, 'year' as const);
  const moment = fc.date({ min: start, max: new Date('2027-07-01'), noInvalidDate: true });
  const wish = fc.record({ plan: price, interval });
  const before: fc.Arbitrary<Paid<Price>> = fc.option(
    wish.map((from) => ({ ...from, period: periodAt({ at: start, timeZone: zone, interval: from.interval }, 0) })),
    { nil: undefined },
  );

  test('the lines add up to what is charged, which is whole and never below nothing', () => {
    fc.assert(
      fc.property(before, wish, moment, (from, to, now) => {
        const priced = priceChange(from, to, now, zone);
        if (!priced) throw new Error('every price here is sold both ways');
        expect(total(priced.lines)).toBe(priced.nowCents);
        expect(Number.isSafeInteger(priced.nowCents)).toBe(true);
        expect(priced.nowCents).toBeGreaterThanOrEqual(0);
        if (priced.effective === 'renewal') expect(priced.nowCents).toBe(0);
      }),
    );
  });

  test('nobody pays more than the price of what begins, nor is credited more than what was paid', () => {
    fc.assert(
      fc.property(before, wish, moment, (from, to, now) => {
        const priced = priceChange(from, to, now, zone);
        const most = to.interval === 'month' ? to.plan.monthlyCents : to.plan.yearlyCents;
        expect(priced?.nowCents).toBeLessThanOrEqual(most);
        for (const line of priced?.lines ?? []) {
          if (line.kind !== 'credit' || !from) continue;
          expect(-line.cents).toBeLessThanOrEqual(priceOf(from) ?? 0);
        }
      }),
    );
  });

  test('up in two steps at one moment costs what one step does, to the cent', () => {
    const cents = fc.tuple(fc.nat(500_000), fc.nat(500_000), fc.nat(500_000));
    fc.assert(
      fc.property(cents, fc.date({ min: start, max: new Date('2026-06-30'), noInvalidDate: true }), (three, now) => {
        const [a, b, c] = [...three].sort((x, y) => x - y).map((each) => plan('p', each));
        if (!a || !b || !c || a.monthlyCents === b.monthlyCents || b.monthlyCents === c.monthlyCents) return;
        const cost = (from: Price, to: Price) =>
          priceChange(paid(from), { plan: to, interval: 'month' }, now, zone)?.nowCents ?? Number.NaN;
        expect(cost(a, b) + cost(b, c)).toBe(cost(a, c));
      }),
    );
  });
});
