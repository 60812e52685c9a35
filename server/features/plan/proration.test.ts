import fc from 'fast-check';
import { expect, test } from 'vitest';
import { days } from '#server/platform/clock.ts';
import { priceOfRest } from './proration.ts';

const start = new Date('2026-03-01T00:00:00Z');
const june = { start: new Date('2026-06-01T00:00:00Z'), end: new Date('2026-07-01T00:00:00Z') };
const period = fc
  .tuple(fc.integer({ min: 1, max: days(400) }), fc.integer({ min: 0, max: days(3000) }))
  .map(([ms, after]) => ({
    start: new Date(start.getTime() + after),
    end: new Date(start.getTime() + after + ms),
  }));
const cents = fc.integer({ min: 0, max: 100_000_000 });

test.each([
  [3000, '2026-06-01T00:00:00Z', 3000],
  [3000, '2026-06-16T00:00:00Z', 1500],
  [3000, '2026-06-30T23:59:59.999Z', 0],
  [3000, '2026-07-01T00:00:00Z', 0],
  [3000, '2026-08-01T00:00:00Z', 0],
  [3000, '2026-05-01T00:00:00Z', 3000],
  [1, '2026-06-16T00:00:00Z', 1],
])('of %d cents for June, %s leaves %d', (price, now, left) => {
  expect(priceOfRest(price, june, new Date(now))).toBe(left);
});

test('what is left is a whole number of cents between nothing and the price', () => {
  fc.assert(
    fc.property(cents, period, fc.double({ min: -0.2, max: 1.2, noNaN: true }), (price, of, at) => {
      const now = new Date(of.start.getTime() + Math.round(at * (of.end.getTime() - of.start.getTime())));
      const left = priceOfRest(price, of, now);
      expect(Number.isSafeInteger(left)).toBe(true);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThanOrEqual(price);
    }),
  );
});

test('as time goes by it never grows, and a dearer plan never leaves less', () => {
  fc.assert(
    fc.property(cents, cents, period, fc.nat(), fc.nat(), (a, b, of, x, y) => {
      const length = of.end.getTime() - of.start.getTime();
      const [early, late] = [x % length, y % length]
        .sort((p, q) => p - q)
        .map((ms) => new Date(of.start.getTime() + ms));
      if (!early || !late) return;
      expect(priceOfRest(a, of, late)).toBeLessThanOrEqual(priceOfRest(a, of, early));
      const [cheap, dear] = a < b ? [a, b] : [b, a];
      expect(priceOfRest(cheap, of, late)).toBeLessThanOrEqual(priceOfRest(dear, of, late));
    }),
  );
});

test('it is the nearest cent to the exact share', () => {
  fc.assert(
    fc.property(cents, period, fc.nat(), (price, of, x) => {
      const length = of.end.getTime() - of.start.getTime();
      const left = length - (x % length);
      const exact = (price * left) / length;
      const said = priceOfRest(price, of, new Date(of.end.getTime() - left));
      expect(Math.abs(said - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
    }),
  );
});
