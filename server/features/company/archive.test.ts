import { createHash } from 'node:crypto';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archives } from '#contract/archives.ts';
import { hours, minutes } from '#server/platform/clock.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const list = async (who: Pick<Awaited<ReturnType<World['line']>>, 'call'>) => (await who.call(archives.list)).body;

test('an archive of the company holds every part, and its manifest the hash of each file', async () => {
  const ada = await w.line({ company: 'Engines' });
  await w.colleague(ada);
  expect((await ada.call(archives.make, { body: { of: 'company' } })).status).toBe(202);
  expect((await ada.call(archives.make, { body: { of: 'company' } })).body.code).toBe('company.archive_being_made');
  await w.drainJobs();
  const [made] = await list(ada);
  expect(made).toMatchObject({ state: 'ready', line: null });
  const file = await ada.call(archives.file, { params: { id: made.id } });
  expect(createHash('sha256').update(file.body).digest('hex')).toBe(made.sha256);
  const inside = unzipSync(new Uint8Array(file.body));
  const manifest = JSON.parse(Buffer.from(inside['manifest.json'] ?? []).toString());
  expect(Object.keys(inside).sort()).toEqual([
    'calls.csv',
    'calls.ndjson',
    'company.json',
    'contacts.csv',
    'contacts.vcf',
    'manifest.json',
    'messages.csv',
    'messages.ndjson',
    'settings.json',
    'timeline.ndjson',
    'voicemails.ndjson',
  ]);
  for (const { path, sha256, bytes } of manifest.files) {
    expect(inside[path]).toHaveLength(bytes);
    expect(
      createHash('sha256')
        .update(inside[path] ?? '')
        .digest('hex'),
    ).toBe(sha256);
  }
  expect(JSON.parse(Buffer.from(inside['settings.json'] ?? []).toString())).toHaveLength(2);
  expect(file.body.toString('latin1')).not.toContain('argon2');
});

test('an archive of one’s own line holds nothing of others, and nobody else can fetch it', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada);
  const eve = await w.line();
  await bob.call(archives.make, { body: { of: 'line' } });
  await w.drainJobs();
  const [made] = await list(bob);
  const file = await bob.call(archives.file, { params: { id: made.id } });
  const inside = unzipSync(new Uint8Array(file.body));
  expect(Object.keys(inside).sort()).toEqual(expect.not.arrayContaining(['company.json']));
  expect(Buffer.from(inside['settings.json'] ?? []).toString()).not.toContain(ada.email);
  expect((await eve.call(archives.file, { params: { id: made.id } })).status).toBe(404);
  expect((await (await w.colleague(ada)).call(archives.file, { params: { id: made.id } })).status).toBe(404);
  expect((await w.request(archives.file, { params: { id: made.id } })).status).toBe(401);
  for (const body of [{ of: 'company' }, { of: 'line', lineId: ada.lineId }])
    expect((await bob.call(archives.make, { body })).body.code).toBe('identity.not_allowed');
  expect((await ada.call(archives.make, { body: { of: 'line', lineId: eve.lineId } })).body.code).toBe(
    'company.no_such_line',
  );
});

test('the file is there for 24 hours, behind a step-up', async () => {
  const ada = await w.line();
  await ada.call(archives.make, { body: { of: 'line' } });
  await w.drainJobs();
  const [made] = await list(ada);
  expect((await ada.call(archives.check, { params: { id: made.id } })).status).toBe(204);
  w.clock.advance(minutes(11));
  for (const spec of [archives.check, archives.file])
    expect((await ada.call(spec, { params: { id: made.id } })).body.code).toBe('identity.proof_needed');
  w.clock.advance(hours(24));
  await w.drainJobs();
  const again = await w.signIn(ada.username);
  expect((await again.call(archives.file, { params: { id: made.id } })).status).toBe(404);
  expect((await list(again))[0]).toMatchObject({ state: 'expired' });
});

test('a disk that is full is told as such, and what was written is taken away', async () => {
  const ada = await w.line();
  await ada.call(archives.make, { body: { of: 'company' } });
  const [asked] = await list(ada);
  const folder = join(w.deps.config.dataDir, 'files/archives');
  await mkdir(folder, { recursive: true });
  const before = await readdir(folder);
  // Everything written there gets the system's own "No space left on device".
  await symlink('/dev/full', join(folder, `.${asked.id}.zip.part`));
  await w.drainJobs();
  expect((await list(ada))[0]).toMatchObject({ state: 'failed', why: 'disk_full' });
  expect(await readdir(folder)).toEqual(before);
  expect((await ada.call(archives.file, { params: { id: asked.id } })).status).toBe(404);
  expect((await ada.call(archives.make, { body: { of: 'company' } })).status).toBe(202);
  await w.drainJobs();
  expect((await list(ada))[0]).toMatchObject({ state: 'ready' });
});

/** A line with so many messages, one a minute. */
async function lineWithMessages(messages: number) {
  const ada = await w.line();
  await w.pool.query(
    `with t as (
       insert into thread (company_id, id, line_id, kind, member_key, numbers, last_at, created_at)
       values ($1, 1, $2, 'direct', '+14155550123', '{+14155550123}', now(), now()) returning id)
     insert into thread_entry (company_id, id, line_id, thread_id, kind, direction, at, text)
     select $1, n, $2, t.id, 'message', case n % 2 when 0 then 'in' else 'out' end, now() + n * interval '1 minute',
       'Message ' || n || ': ' || md5(n::text) || md5((n + 1)::text) from t, generate_series(1, $3::int) n`,
    [ada.companyId, ada.lineId, messages],
  );
  return ada;
}

const isSlow = process.env.SLOW === '1';
test.each([5000, ...(isSlow ? [200_000] : [])])(
  'while %i messages are written the disk fills: told as such, nothing half left, no link; with room again, all are there',
  { timeout: 300_000 },
  async (messages) => {
    const ada = await lineWithMessages(messages);
    const { putInPieces } = w.deps.files;
    let room = messages * 20;
    w.deps.files.putInPieces = (key, type, write) =>
      putInPieces(key, type, (piece) =>
        write(async (part) => {
          room -= part.length;
          if (room < 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
          await piece(part);
        }),
      );
    await ada.call(archives.make, { body: { of: 'company' } });
    await w.drainJobs();
    w.deps.files.putInPieces = putInPieces;
    const [failed] = await list(ada);
    expect(failed).toMatchObject({ state: 'failed', why: 'disk_full', bytes: null, expiresAt: null });
    expect(room).toBeLessThan(0);
    for (const spec of [archives.check, archives.file])
      expect((await ada.call(spec, { params: { id: failed.id } })).status).toBe(404);
    const folder = join(w.deps.config.dataDir, 'files/archives');
    expect((await readdir(folder)).filter((name) => name.includes(failed.id))).toEqual([]);

    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 20);
    await ada.call(archives.make, { body: { of: 'company' } });
    await w.drainJobs();
    clearInterval(watch);
    const [made] = await list(ada);
    expect(made).toMatchObject({ state: 'ready' });
    // What is held at a time does not grow with what is written.
    expect(peak - before).toBeLessThan(100_000_000);
    const file = await ada.call(archives.file, { params: { id: made.id } });
    const inside = unzipSync(new Uint8Array(file.body), { filter: ({ name }) => name === 'messages.ndjson' });
    expect(
      Buffer.from(inside['messages.ndjson'] ?? [])
        .toString()
        .split('\n'),
    ).toHaveLength(messages + 1);
  },
);

test('killed while it is written, it is written anew, and what was left of the first is gone', async () => {
  const ada = await w.line();
  await ada.call(archives.make, { body: { of: 'line' } });
  const [asked] = await list(ada);
  const folder = join(w.deps.config.dataDir, 'files/archives');
  // As a process leaves it that was killed: marked as running, half of the file beside its place.
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `.${asked.id}.zip.part`), Buffer.alloc(500_000));
  await w.pool.query("update archive set state = 'running' where id = $1", [asked.id]);
  await w.drainJobs();
  const [made] = await list(ada);
  expect(made).toMatchObject({ state: 'ready' });
  const file = await ada.call(archives.file, { params: { id: made.id } });
  expect(createHash('sha256').update(file.body).digest('hex')).toBe(made.sha256);
  expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
});
