import type { Deps } from '#server/deps.ts';
import { after, seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { violatedConstraint } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';
import { regionOf } from '../region.ts';
import type { FileRow } from './csv-rows.ts';
import { type ImportRef, lookAfterImport, runImportNow } from './import-jobs.ts';
import { factsOf } from './row-facts.ts';
import { rowsOf } from './rows-of.ts';
import { findImport, type ImportRow, lockImport, updateImport } from './store.ts';
import { NumberMoved, writeBatch } from './write-batch.ts';

const batchSize = 1000;
/** A job that runs longer keeps the process from stopping: the rest is for the next one. */
const sliceMs = seconds(4);

/**
 * Works on an import for a few seconds: each thousand rows are one transaction together with how far it is, so a crash
 * repeats nothing and loses nothing, and two who work on one import at once do not disturb each other.
 */
export async function runImport(deps: Deps, ref: ImportRef): Promise<void> {
  const started = performance.now();
  const current = await findImport(deps.db, ref, ref.id);
  if (current?.state !== 'running') return;
  const file = await deps.files.get(current.file);
  if (!file) return settle(deps, ref, 'failed');
  await lookAfterImport(deps.db, ref, after(deps.clock.now(), seconds(30)));
  const region = await regionOf(deps.db, ref);
  const text = Buffer.from(file.content).toString();
  let done = current.done;
  let seen = 0;
  let batch: FileRow[] = [];
  const write = async () => {
    const goesOn = await writeRows(deps, current, { rows: batch, done, region });
    done += batch.length;
    batch = [];
    return goesOn;
  };
  for await (const row of rowsOf(text, current)) {
    seen += 1;
    if (seen <= current.done) continue;
    batch.push(row);
    if (batch.length < batchSize) continue;
    if (!(await write())) return;
    if (performance.now() - started > sliceMs) return runImportNow(deps.db, ref);
  }
  if (batch.length > 0 && !(await write())) return;
  await settle(deps, ref, 'done');
}

/** Writes a batch; false when the import was cancelled, or somebody else went on with it. */
async function writeRows(
  deps: Deps,
  current: ImportRow,
  batch: { rows: readonly FileRow[]; done: number; region: string },
): Promise<boolean> {
  const read = batch.rows.map((row) => factsOf(row, current.columns, batch.region));
  for (let tries = 0; ; tries += 1) {
    try {
      return await deps.db.transaction(async (tx) => {
        const stands = await lockImport(tx, current, current.id);
        if (stands?.state !== 'running' || stands.done !== batch.done) return false;
        await writeBatch(tx, stands, read, deps.clock.now());
        await tell(tx, { line: current.lineId, topic: 'contacts' });
        return true;
      });
    } catch (error) {
      // Somebody else added one of the numbers, or took a keyword, between our look and our write.
      if (tries > 5 || !(error instanceof NumberMoved || violatedConstraint(error) !== undefined)) throw error;
    }
  }
}

async function settle(deps: Deps, ref: ImportRef, state: 'done' | 'failed'): Promise<void> {
  const file = await deps.db.transaction(async (tx: Db) => {
    const current = await lockImport(tx, ref, ref.id);
    if (current?.state !== 'running') return undefined;
    await updateImport(tx, ref.companyId, ref.id, { state, finishedAt: deps.clock.now() });
    await tell(tx, { line: ref.lineId, topic: 'contacts' });
    await tell(tx, { line: ref.lineId, topic: 'groups' });
    return current.file;
  });
  if (file !== undefined) await deps.files.remove(file);
}

/** Forgets a file that nobody started to import within a day, or that an upload left behind. */
export async function dropImport(deps: Deps, ref: ImportRef, file: string): Promise<void> {
  const isKept = await deps.db.transaction(async (tx) => {
    const current = await lockImport(tx, ref, ref.id);
    if (current?.state === 'running') return true;
    if (current?.state === 'ready')
      await updateImport(tx, ref.companyId, ref.id, { state: 'cancelled', finishedAt: deps.clock.now() });
    return false;
  });
  if (!isKept) await deps.files.remove(file);
}
