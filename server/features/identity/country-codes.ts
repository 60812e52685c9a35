import { sql } from 'drizzle-orm';
import type { PhoneNumber } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { countryOf } from './parse.ts';

// Below this many a day, a low share of used codes says nothing yet.
const judgedFrom = 100;

/**
 * Counts a code to its country's day; false when the day's cap is reached, or when so few of the day's codes were typed in
 * that somebody is likely to be earning on them (SMS pumping). R13.
 */
export async function takeCountryCode(tx: Db, deps: Deps, target: string, now: Date): Promise<boolean> {
  const country = countryOf(target as PhoneNumber); // only numbers are texted
  const taken = await tx.execute(sql`
    insert into code_country_day as d (country, day, sent) values (${country}, ${dayOf(now)}, 1)
    on conflict (country, day) do update set sent = d.sent + 1
      where d.sent < ${deps.config.codesPerCountryPerDay} and (d.sent < ${judgedFrom} or d.used * 10 >= d.sent)
    returning sent`);
  return taken.rows.length > 0;
}

/** Counts that a texted code was typed in. */
export async function countCodeUsed(tx: Db, target: string, now: Date): Promise<void> {
  await tx.execute(
    sql`update code_country_day set used = used + 1 where country = ${countryOf(target as PhoneNumber)} and day = ${dayOf(now)}`,
  ); // as above
}

const dayOf = (now: Date) => now.toISOString().slice(0, 10);
