import { sql } from 'drizzle-orm';
import type { CompanyId } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';

/**
 * What speaks of a company in tables that belong to none: counts kept under its lines, numbers and addresses, webhooks as the
 * carrier sent them, and jobs that wait for it. Called before its rows go, which say what to look for.
 */
export async function deleteTraces(tx: Db, companyId: CompanyId, ownJob: string): Promise<void> {
  await tx.execute(sql`
    with words as (
      select id::text as word from line where company_id = ${companyId}
      union select cell from line where company_id = ${companyId} and cell is not null
      union select email from line where company_id = ${companyId} and email is not null
      union select skeleton from username_claim where company_id = ${companyId}
      union select target from invitation where company_id = ${companyId}
      union select old_value from pending_change where company_id = ${companyId} and old_value is not null
      union select new_value from pending_change where company_id = ${companyId} and new_value is not null
      union select ${companyId}::text)
    delete from limit_window w using words where split_part(w.key, ':', 2) = words.word
      or substr(w.key, strpos(w.key, ':') + 1) = words.word or split_part(w.key, ':', 3) = words.word`);
  await tx.execute(sql`
    delete from carrier_webhook w using (
      select number from line where company_id = ${companyId} and number is not null
      union select number from served_number where company_id = ${companyId}) own
    where strpos(w.event::text, own.number) > 0`);
  await tx.execute(sql`
    select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker._private_jobs
    where payload->>'companyId' = ${companyId} and id <> ${ownJob}::bigint`);
}
