import type pg from 'pg';
import { type Faults, noFaults } from '#contract/simulator.ts';
import { type Db, inTransaction } from './tables.ts';

/** The faults that go with a text for life; the others concern how it is taken. */
export interface TextFaults
  extends Pick<Faults, 'delayMs' | 'dropReceipts' | 'duplicateCallbacks' | 'reorderCallbacks'> {
  /** With which of Twilio's codes it will fail to arrive; null: it arrives. */
  readonly failsWith: number | null;
}

const filtered = 30007;
const landline = 30006;

export const faultsOfText = (faults: Faults, to: string): TextFaults => ({
  delayMs: faults.delayMs,
  dropReceipts: faults.dropReceipts,
  duplicateCallbacks: faults.duplicateCallbacks,
  reorderCallbacks: faults.reorderCallbacks,
  failsWith: faults.landline.includes(to) ? landline : faults.filter ? filtered : null,
});

export async function readFaults(db: Db): Promise<Faults> {
  const { rows } = await db.query<{ settings: Partial<Faults> }>('select settings from simulator.faults');
  return { ...noFaults, ...rows[0]?.settings };
}

export async function setFaults(db: Db, settings: Partial<Faults>): Promise<Faults> {
  const faults = { ...noFaults, ...settings };
  await db.query(
    'insert into simulator.faults (settings) values ($1) on conflict (single) do update set settings = excluded.settings',
    [faults],
  );
  return faults;
}

/** What goes wrong with the next text. It counts against `next`; when that is spent, only the landlines stay. */
export async function takeFaults(pool: pg.Pool): Promise<Faults> {
  const faults = await readFaults(pool);
  if (faults.next === null) return faults;
  return inTransaction(pool, async (tx) => {
    await tx.query('select from simulator.faults for update');
    const { next, ...current } = await readFaults(tx);
    if (next === null) return { ...current, next };
    const spent = { ...noFaults, landline: current.landline };
    await setFaults(tx, next <= 1 ? spent : { ...current, next: next - 1 });
    return next === 0 ? spent : { ...current, next };
  });
}
