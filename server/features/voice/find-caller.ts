import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { statement } from '#server/platform/db/statement.ts';
import { isE164 } from './dialled-number.ts';

export interface Caller {
  /** From the line's contacts, or of a colleague; null: the line does not know them. */
  readonly name: string | null;
  /** The line blocks the number. */
  readonly isBlocked: boolean;
}

/** Who calls a line, by what it knows of their number. A number that is hidden or none is a stranger's. */
export async function findCaller(db: Db, ref: LineRef, number: string): Promise<Caller> {
  const stranger = { name: null, isBlocked: false };
  if (!isE164(number)) return stranger;
  return (await look(db, [ref.companyId, ref.lineId, number]))[0] ?? stranger;
}

const look = statement<Caller>(
  'voice_caller',
  `select coalesce(
      (select nullif(c.name, '') from contact c
        where c.company_id = $1 and c.line_id = $2 and c.number = $3 and not c.displaced and c.deleted_at is null),
      (select l.name from line l where l.company_id = $1 and (l.number = $3 or l.cell = $3) limit 1)) as name,
    exists (select from barred_number b
      where b.company_id = $1 and b.line_id = $2 and b.number = $3 and b.screened_at is not null) as "isBlocked"`,
);
