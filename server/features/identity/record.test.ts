import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('the trail can be added to, never changed, deleted or emptied', async () => {
  const ada = await w.line();
  const trail = async () => (await w.pool.query('select * from security_event where line_id = $1', [ada.lineId])).rows;
  const before = await trail();
  expect(before.length).toBeGreaterThan(0);
  await expect(
    w.pool.query("update security_event set kind = 'nothing' where line_id = $1", [ada.lineId]),
  ).rejects.toThrow(/append-only/);
  await expect(w.pool.query('delete from security_event where line_id = $1', [ada.lineId])).rejects.toThrow(
    /append-only/,
  );
  await expect(w.pool.query('truncate security_event')).rejects.toThrow(/append-only/);
  expect(await trail()).toEqual(before);
});

test('only the deletion of a company, which says so, may take its own rows with it', async () => {
  const ada = await w.line();
  const bob = await w.line();
  const client = await w.pool.connect();
  onTestFinished(async () => {
    await client.query('rollback');
    client.release();
  });
  await client.query('begin');
  await client.query("select set_config('trunkline.deleting_company', $1, true)", [ada.companyId]);
  expect(
    (await client.query('delete from security_event where company_id = $1', [ada.companyId])).rowCount,
  ).toBeGreaterThan(0);
  await expect(client.query('delete from security_event where company_id = $1', [bob.companyId])).rejects.toThrow(
    /append-only/,
  );
});

test('the trail says who did what from where, with numbers hidden but for their ends', async () => {
  const ada = await w.line();
  const number = freshNumber();
  await ada.call(settings.proposeCell, { body: { number } });
  await ada.call(settings.verifyCell, { body: { code: await w.codeTextedTo(number) } });
  const rows = (
    await w.pool.query(
      'select kind, detail, proof, ip, user_agent from security_event where line_id = $1 order by id',
      [ada.lineId],
    )
  ).rows;
  expect(rows.map((row) => row.kind)).toEqual(['session.started', 'cell.proposed', 'cell.changed']);
  expect(rows.at(-1)).toMatchObject({
    ip: '127.0.0.1',
    user_agent: 'test',
    proof: expect.stringMatching(/^code to the new cell, session \d+$/),
    detail: { to: `••• ${number.slice(-4)}` },
  });
  expect(JSON.stringify(rows)).not.toContain(number);
  expect(JSON.stringify(rows)).not.toContain(String(ada.cell));
});
