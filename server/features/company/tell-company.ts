import type { CompanyId } from '#contract/ids.ts';
import type { Db } from '#server/platform/db/db.ts';
import { tell } from '#server/platform/live/live.ts';

/** The company's pages, and every shell that shows its name or zone. */
export async function tellCompany(tx: Db, company: CompanyId): Promise<void> {
  await tell(tx, { company, topic: 'company' });
  await tell(tx, { company, topic: 'me' });
}
