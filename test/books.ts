import { expect } from 'vitest';
import type { CompanyId } from '#contract/ids.ts';
import type { World } from './world.ts';

/**
 * Whatever happened: the meters of a company, its lines' meters and the days they are made of say what the ledger says, what is
 * reserved is what its reservations hold, and nothing was let in beyond the limit (what comes in is never refused, and has keys that begin with in:).
 */
export async function expectTrueBooks(w: World, companyId: CompanyId, limit: number): Promise<void> {
  const { rows } = await w.pool.query(
    `select m.meter, m.cycle, m.used::int, m.reserved::int, m.extra::int,
      (select coalesce(sum(d), 0)::int from unnest(m.days) d) as by_day,
      (select coalesce(sum(e.units), 0)::int from usage_entry e where e.company_id = m.company_id and e.meter = m.meter and e.cycle = m.cycle) as ledger,
      (select coalesce(sum(e.units), 0)::int from usage_entry e where e.company_id = m.company_id and e.meter = m.meter and e.cycle = m.cycle and e.key like 'in:%') as came_in,
      (select coalesce(sum(l.used), 0)::int from line_meter l where l.company_id = m.company_id and l.meter = m.meter and l.cycle = m.cycle) as by_line,
      (select coalesce(sum(d), 0)::int from line_meter l, unnest(l.days) d where l.company_id = m.company_id and l.meter = m.meter and l.cycle = m.cycle) as by_line_and_day,
      (select coalesce(sum(r.remaining), 0)::int from usage_reservation r where r.company_id = m.company_id and r.meter = m.meter and r.cycle = m.cycle) as held
    from company_meter m where m.company_id = $1`,
    [companyId],
  );
  for (const row of rows) {
    expect(row).toMatchObject({
      used: row.ledger,
      by_day: row.ledger,
      by_line: row.ledger,
      by_line_and_day: row.ledger,
      reserved: row.held,
    });
    expect(row.used + row.reserved - row.came_in).toBeLessThanOrEqual(limit + row.extra);
  }
  // Every entry is in a cycle that exists, so the cycles add up to the ledger.
  const sums = await w.pool.query(
    `select (select coalesce(sum(units), 0)::int from usage_entry where company_id = $1) as ledger,
      (select coalesce(sum(used), 0)::int from company_meter where company_id = $1) as cycles,
      (select count(*)::int from usage_cycle where company_id = $1 and closed_at is null) as open`,
    [companyId],
  );
  expect(sums.rows[0].cycles).toBe(sums.rows[0].ledger);
  expect(sums.rows[0].open).toBeLessThanOrEqual(1);
}
