import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { isE164 } from './dialled-number.ts';

export interface KnownCaller {
  /** From the line's contacts, or of a colleague; null: the line does not know them. */
  readonly name: string | null;
  /** The line blocks the number. */
  readonly isBlocked: boolean;
}

const stranger: KnownCaller = { name: null, isBlocked: false };

/** Who calls a line, by what it knows of their number. A number that is hidden or none is a stranger's. */
export async function findCaller(db: Db, ref: LineRef, from: string): Promise<KnownCaller> {
  return (isE164(from) && (await ofLine(db, [from, ref.companyId, ref.lineId]))[0]) || stranger;
}

/** The same of the line that has the number `to`, while it is not known yet which that is. */
export async function findCallerTo(db: Db, to: string, from: string): Promise<KnownCaller> {
  return (isE164(from) && (await ofNumber(db, [from, to]))[0]) || stranger;
}

// What is said with `is true` no index helps with: others than those over numbers hold all contacts of a line and all lines of a
// company, and PostgreSQL takes any while it knows nothing of the tables.
const look = (whose: string) => `
  select coalesce(
      (select nullif(c.name, '') from contact c where c.company_id = w.company_id and c.line_id = w.id and c.number = $1
        and not c.displaced and (c.deleted_at is null) is true),
      (select l.name from line l where l.number = $1 and (l.company_id = w.company_id) is true),
      (select l.name from line l where l.cell = $1 and (l.company_id = w.company_id) is true limit 1)) as name,
    exists (select from barred_number b
      where b.company_id = w.company_id and b.line_id = w.id and b.number = $1 and b.screened_at is not null) as "isBlocked"
  from (${whose}) w`;
const ofLine = statement<KnownCaller>('voice_caller', look('select $2::bigint as company_id, $3::bigint as id'));
const ofNumber = statement<KnownCaller>('voice_caller_to', look('select company_id, id from line where number = $2'));
