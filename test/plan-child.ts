import type { CompanyId, LineId } from '#contract/ids.ts';
import { release, reserve, spend } from '#server/features/plan/index.ts';
import { after, hours } from '#server/platform/clock.ts';
import { openDatabase } from '#server/platform/db/db.ts';
import { createLog } from '#server/platform/log.ts';

// A process that reserves, spends and releases as fast as it can until it is killed: what ledger.race.test.ts kills.
const [url = '', ref = '{}', name = '', now = ''] = process.argv.slice(2);
const { companyId, lineId } = JSON.parse(ref) as { companyId: CompanyId; lineId: LineId };
const db = openDatabase(`${url}${url.includes('?') ? '&' : '?'}application_name=plan%20child`, { max: 4 });
const deps = { db, clock: { now: () => new Date(now) }, log: createLog('silent') };

async function run(worker: number): Promise<void> {
  for (let n = 0; ; n += 1) {
    const of = { companyId, lineId, meter: 'messages' as const, key: `child:${name}:${worker}:${n}` };
    const wish = { ...of, units: 3, until: after(deps.clock.now(), hours(1)) };
    await db.transaction((tx) => reserve(tx, deps, wish)).catch(() => undefined);
    const entry = { units: 2, key: of.key, at: deps.clock.now() };
    await db.transaction((tx) => spend(tx, deps, of, [entry])).catch(() => undefined);
    if (n % 2) await db.transaction((tx) => release(tx, deps, of)).catch(() => undefined);
  }
}
process.stdout.write('begun\n');
await Promise.all([1, 2, 3, 4].map(run));
