import type pg from 'pg';

const linesPerCompany = 100;
const messagesPerLine = 10;
/** Rows of one statement. */
const step = 200_000;

/** Other people's lines in companies of a hundred: key, username, number, meters, and a conversation of ten messages each. */
export async function fillLines(pool: pg.Pool, count: number): Promise<void> {
  // Filling is not what is measured: indexes that are slow to grow are made afterwards, and rows are right by their making.
  await pool.query(`set synchronous_commit = off; set maintenance_work_mem = '1GB'`);
  const { rows: keys } = await pool.query<{ of: string; name: string; made: string }>(
    `select conrelid::regclass::text as of, conname as name, pg_get_constraintdef(oid) as made from pg_constraint
     where contype = 'f' and conrelid = any('{line,username_claim,line_meter,api_key,thread,thread_entry,receipt}'::regclass[])`,
  );
  for (const { of, name } of keys) await pool.query(`alter table ${of} drop constraint ${name}`);
  const { rows: late } = await pool.query<{ name: string; made: string }>(
    `select indexname as name, indexdef as made from pg_indexes where schemaname = 'public' and indexname = any($1)`,
    [['thread_entry_words', 'thread_numbers', 'thread_entry_page', 'receipt_unheard', 'receipt_carrier']],
  );
  for (const { name } of late) await pool.query(`drop index ${name}`);
  await pool.query(companies, [Math.ceil(count / linesPerCompany)]);
  for (const text of [accounts, conversations])
    for (let from = 0; from < count; from += step)
      await pool.query(text, [from, Math.min(from + step, count) - 1, linesPerCompany]);
  for (let from = 0; from < count; from += step / messagesPerLine)
    await pool.query(messages, [
      from,
      Math.min(from + step / messagesPerLine, count) - 1,
      linesPerCompany,
      messagesPerLine,
    ]);
  for (const { made } of late) await pool.query(made);
  for (const { of, name, made } of keys) await pool.query(`alter table ${of} add constraint ${name} ${made} not valid`);
  await pool.query('vacuum analyze');
}

/** Conversations of the line that is asked, of so many texts each, the first the newest; answers their ids. */
export async function fillOwnThreads(pool: pg.Pool, username: string, texts: readonly number[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `with mine as (select company_id, id as line_id from line where username = $1),
     wanted as (
       select company_id, line_id, t, texts, '+1212200' || 1000 + t as number, now() - t * interval '1 minute' as last_at
       from mine, unnest($2::int[]) with ordinality w(texts, t)),
     made as (
       insert into thread (company_id, id, line_id, kind, member_key, numbers, last_at, last_entry_id, last_kind, last_direction, last_text, created_at)
       select company_id, t, line_id, 'direct', number, array[number], last_at, t * 1000000 + texts, 'message', 'in', 'Words of message ' || texts, now() from wanted),
     said as (
       insert into thread_entry (company_id, id, line_id, thread_id, kind, direction, at, text, segments, sender)
       select company_id, t * 1000000 + n, line_id, t, 'message', 'in', last_at - (texts - n) * interval '1 minute', 'Words of message ' || n, 1, number
       from wanted, generate_series(1, texts) n)
     select t::text as id from wanted order by t`,
    [username, texts],
  );
  await pool.query('vacuum analyze thread, thread_entry');
  return rows.map(({ id }) => id);
}

// Ids of the product are far larger than these.
const companies = `
  with made as (
    insert into company (id, name, plan, time_zone, region, created_at)
    select 1000000 + c, 'Company ' || c, (select plan from company order by id desc limit 1), 'America/New_York', 'US', now() from generate_series(0, $1::int - 1) c
    returning id),
  cycles as (
    insert into usage_cycle (company_id, number, anchor_day, time_zone, starts_on, ends_on, starts_at, ends_at)
    select id, 1, 1, 'America/New_York', date_trunc('month', now())::date, (date_trunc('month', now()) + interval '1 month')::date,
      date_trunc('month', now()), date_trunc('month', now()) + interval '1 month' from made)
  insert into company_meter (company_id, meter, cycle, used, days)
  select id, m, 1, 1000, '{1000}' from made, unnest('{messages,minutes,api_requests,transcriptions}'::text[]) m`;

const line = `l, lateral (select 1000000 + l / $3::int as company_id, 10000000000::bigint + l as id, 'person.' || l as username, '+1' || 2000000000 + l as number) x`;

const accounts = `
  with made as (
    insert into line (company_id, id, name, username, number, roles, password_hash, password_changed_at, email, email_verified_at, time_zone, created_at)
    select company_id, id, 'Person ' || l, username, number, '{member}', '$argon2id$', now(), username || '@example.com', now(), 'America/New_York', now()
    from generate_series($1::int, $2::int) ${line} returning company_id, id, username),
  claims as (
    insert into username_claim (skeleton, username, company_id, line_id) select username, username, company_id, id from made),
  meters as (
    insert into line_meter (company_id, line_id, meter, cycle, used, days) select company_id, id, 'messages', 1, 10, '{10}' from made)
  insert into api_key (company_id, id, line_id, digest, last_four, created_at) select company_id, id, id, sha256(username::bytea), 'abcd', now() from made`;

const other = `'+1' || 3000000000 + l`;

const conversations = `
  insert into thread (company_id, id, line_id, kind, member_key, numbers, last_at, last_entry_id, last_kind, last_direction, last_text, unread, created_at)
  select company_id, id, id, 'direct', ${other}, array[${other}], now() - l % 100000 * interval '1 second', 0, 'message', 'in', 'The last words', l % 3, now()
  from generate_series($1::int, $2::int) ${line}`;

const messages = `
  with made as (
    insert into thread_entry (company_id, id, line_id, thread_id, kind, direction, at, text, segments, sender, source, send_state, recipients)
    select company_id, 100000000000::bigint + l * $4::bigint + n, id, id, 'message', case n % 2 when 0 then 'in' else 'out' end, now() - (l % 1000 * 10 + $4::int - n) * interval '1 minute',
      'Words of message ' || n || ' about ' || md5((l % 5000)::text), 1, case n % 2 when 0 then ${other} end, case n % 2 when 1 then 'app' end,
      case n % 2 when 1 then 'done' end, n % 2
    from generate_series($1::int, $2::int) ${line}, generate_series(1, $4::int) n
    returning company_id, id, line_id, at, direction),
  counted as (
    insert into usage_entry (company_id, meter, key, line_id, units, at, cycle, day)
    select company_id, 'messages', 'text:' || id, line_id, 1, at, 1, 0 from made)
  insert into receipt (company_id, message_id, to_number, line_id, from_number, place, lane, segments, state, carrier_id, at)
  select company_id, id, '+1' || 3000000000 + (line_id - 10000000000), line_id, '+1' || 2000000000 + (line_id - 10000000000), 1, 0, 1, 'delivered', 'SM' || md5(id::text), at
  from made where direction = 'out'`;
