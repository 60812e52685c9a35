import { createHash } from 'node:crypto';
import type pg from 'pg';
import { callTables } from './voice/call-tables.ts';

/** The pool or one connection of it inside a transaction. */
export type Db = pg.Pool | pg.PoolClient;

// Any number, the same in every process: whoever holds it makes the tables, the others wait and find them made.
const lock = 4_150_155_501;

// Each statement may find its work done: the simulator looks after its schema alone, without the product's migrations.
const statements = [
  `create table if not exists simulator.account (
    single boolean primary key default true check (single),
    sid text not null,
    token text not null)`,
  `create table if not exists simulator.served (
    number text primary key,
    sid text not null unique,
    label text not null,
    sms_url text not null default '',
    voice_url text not null default '',
    status_callback text not null default '',
    created_at timestamptz not null,
    updated_at timestamptz not null)`,
  `create table if not exists simulator.handset (
    number text primary key,
    calls text not null default 'ring',
    after_seconds integer not null default 0,
    read_through timestamptz not null default 'epoch',
    created_at timestamptz not null)`,
  // What is said between two telephones has the direction 'aside': it is in their threads and no business of the account.
  `create table if not exists simulator.text (
    id bigint generated always as identity primary key,
    sid text not null unique,
    direction text not null check (direction in ('outbound-api', 'inbound', 'aside')),
    from_number text not null,
    to_number text not null,
    body text not null,
    media text[] not null default '{}',
    segments integer not null,
    status text not null,
    error_code integer,
    status_callback text not null default '',
    faults jsonb not null default '{}',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    sent_at timestamptz,
    arrived_at timestamptz)`,
  'create index if not exists text_to on simulator.text (to_number, id)',
  'create index if not exists text_from on simulator.text (from_number, id)',
  // What is still to be done, and when: a restart goes on with it.
  `create table if not exists simulator.errand (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('advance', 'status', 'inbound')),
    text_sid text not null,
    url text not null default '',
    form jsonb not null default '{}',
    attempts integer not null default 0,
    due_at timestamptz not null,
    leased boolean not null default false)`,
  'create index if not exists errand_due on simulator.errand (due_at, id)',
  `create table if not exists simulator.faults (
    single boolean primary key default true check (single),
    settings jsonb not null)`,
  `create table if not exists simulator.media (
    key text primary key,
    content_type text not null,
    bytes bytea not null,
    created_at timestamptz not null)`,
  ...callTables,
];

const version = createHash('sha256').update(statements.join(';')).digest('hex');

/** Makes the simulator's schema and tables where they are missing; safe from many processes at once. */
export async function makeTables(pool: pg.Pool): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [lock]);
    await tx.query('create schema if not exists simulator');
    await tx.query('create table if not exists simulator.made (version text primary key)');
    const { rowCount } = await tx.query('select 1 from simulator.made where version = $1', [version]);
    // Even a statement that finds its work done locks its table, and a command comes while calls go on.
    if (rowCount === 1) return;
    for (const statement of statements) await tx.query(statement);
    await tx.query('delete from simulator.made');
    await tx.query('insert into simulator.made (version) values ($1)', [version]);
  });
}

export async function inTransaction<T>(pool: pg.Pool, work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  try {
    await tx.query('begin');
    const result = await work(tx);
    await tx.query('commit');
    tx.release();
    return result;
  } catch (error) {
    // A connection whose rollback fails is broken: it does not go back to the pool.
    const broken = await tx.query('rollback').then(
      () => false,
      () => true,
    );
    tx.release(broken);
    throw error;
  }
}
