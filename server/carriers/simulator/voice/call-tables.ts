/** The tables of calls, made beside those of texts. */
export const callTables = [
  `create table if not exists simulator.call (
    id bigint generated always as identity primary key,
    sid text not null unique,
    parent_sid text,
    direction text not null,
    from_number text not null,
    to_number text not null,
    status text not null,
    sip_code integer,
    status_callback text not null default '',
    status_events text[] not null default '{}',
    sequence integer not null default 0,
    created_at timestamptz not null,
    answered_at timestamptz,
    ended_at timestamptz)`,
  // While it lives this is brought up to date: where the process dies, it tells until when the call went on.
  'alter table simulator.call add column if not exists seen_at timestamptz',
  'create index if not exists call_from on simulator.call (from_number, id)',
  'create index if not exists call_to on simulator.call (to_number, id)',
  'create index if not exists call_open on simulator.call (id) where ended_at is null',
  `create table if not exists simulator.recording (
    sid text primary key,
    call_sid text not null,
    status text not null,
    bytes integer not null default 0,
    callback text not null default '',
    created_at timestamptz not null)`,
  // What a handset does once it has answered, in TwiML.
  "alter table simulator.handset add column if not exists script text not null default ''",
];
