import type { Product } from './product.ts';

/** Writes a conversation of a line with a number: texts in and out in turn, one a minute until now. Answers its id. */
export async function writeConversation(
  product: Product,
  username: string,
  { number, texts, unread = 0 }: { number: string; texts: number; unread?: number },
): Promise<string> {
  const id = String(500_000_000_000_000_000n + BigInt(number.slice(1)) * 100_000n);
  const values = [username, number, id, String(texts), String(unread)];
  const one = `from line where username = $1 and $2::text is not null and $3::text is not null and $4::text is not null and $5::text is not null`;
  await product.write(
    `insert into thread (company_id, id, line_id, kind, member_key, numbers, last_at, last_entry_id, last_kind, last_direction, last_text, unread, created_at)
     select company_id, $3::bigint, id, 'direct', $2::text, array[$2::text], now(), $3::bigint + $4::bigint, 'message', 'in', 'Text number ' || $4::text, $5::int, now() ${one}`,
    values,
  );
  await product.write(
    `insert into thread_entry (company_id, id, line_id, thread_id, kind, direction, at, text, segments, sender, source, send_state, recipients)
     select company_id, $3::bigint + n, id, $3::bigint, 'message', case when n % 2 = 0 then 'in' else 'out' end,
       now() - make_interval(mins => ($4::int - n)),
       'Text number ' || n || case when n % 7 = 0 then ' ' || repeat('and some more words ', n % 9) else '' end, 1,
       case when n % 2 = 0 then $2::text end, case when n % 2 = 1 then 'app' end, case when n % 2 = 1 then 'done' end, n % 2
     from line, generate_series(1, $4::int) n where username = $1 and $5::text is not null`,
    values,
  );
  await product.write(
    `insert into receipt (company_id, message_id, to_number, line_id, from_number, place, lane, segments, state, failure, at)
     select company_id, $3::bigint + n, $2::text, id, coalesce(number, '+10'), 0, 0, 1,
       case when n % 40 = 1 then 'failed' else 'delivered' end, case when n % 40 = 1 then 'landline' end, now()
     from line, generate_series(1, $4::int, 2) n where username = $1 and $5::text is not null`,
    values,
  );
  return id;
}
