import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { company } from '#contract/company.ts';
import { deletion } from '#contract/deletion.ts';
import { days, minutes } from '#server/platform/clock.ts';
import { password, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
  // What the carrier does outlives the process that asked for it.
  await w.pool.query('create table carrier_releases (number text, was_ours boolean)');
  await w.pool.query('create table carrier_numbers (number text primary key)');
});
afterAll(() => w.close());

const child = fileURLToPath(new URL('./delete-and-die.ts', import.meta.url));

/** Deletes the company in a process of its own, which kills itself at its nth moment (before and after each step it takes outside). */
async function deleteAndDie(companyId: string, dieAt: number): Promise<number | null> {
  const process_ = spawn(
    process.execPath,
    [child, w.databaseUrl, companyId, String(dieAt), w.clock.now().toISOString(), w.deps.config.dataDir],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const [code] = await once(process_, 'exit');
  return code;
}

test('killed at each of its steps and begun again, the end is the same and no number is released twice', {
  timeout: 600_000,
}, async () => {
  let dieAt = 1;
  const ends = new Set<string>();
  for (; dieAt < 40; dieAt += 1) {
    const ada = await w.line();
    await w.colleague(ada);
    await w.drainJobs();
    const numbers = (await ada.call(company.numbers)).body.map((one: { number: string }) => one.number) as string[];
    for (const number of numbers) await w.pool.query('insert into carrier_numbers values ($1)', [number]);
    const picture = `pic${dieAt}`;
    await w.pool.query('update line set picture = $2 where id = $1', [ada.lineId, picture]);
    await w.deps.files.put(`pictures/${picture}/64.webp`, Buffer.from('a picture'), 'image/webp');
    await ada.call(deletion.start, { body: { reason: 'other', password } });
    w.clock.advance(days(5) + minutes(1));
    const died = (await deleteAndDie(ada.companyId, dieAt)) === null;
    expect(await deleteAndDie(ada.companyId, 0)).toBe(0);
    const { rows } = await w.pool.query('select state, steps from company_deletion where company_id = $1', [
      ada.companyId,
    ]);
    expect(rows).toMatchObject([{ state: 'done', steps: { numbers: 2, files: 1 } }]);
    ends.add(JSON.stringify(rows));
    expect(await w.deps.files.get(`pictures/${picture}/64.webp`)).toBeUndefined();
    expect((await w.pool.query('select 1 from company where id = $1', [ada.companyId])).rowCount).toBe(0);
    const released = await w.pool.query(
      'select number from carrier_releases where was_ours and number = any($1) order by 1',
      [numbers],
    );
    expect(released.rows.map(({ number }) => number)).toEqual([...numbers].sort());
    if (!died) break;
  }
  // Wherever it was killed, what is left of it is the same, to the last count.
  expect([...ends]).toHaveLength(1);
  // It ran through without dying once: every moment was tried.
  expect(dieAt).toBeGreaterThan(8);
  expect(dieAt).toBeLessThan(40);
});
