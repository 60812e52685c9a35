import { eq } from 'drizzle-orm';
import type { company as contract } from '#contract/company.ts';
import { commonErrors, type ReplyOf } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { company } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { keptSince } from './forget-old.ts';
import type { OldThings, RetentionPart } from './retention-part.ts';

/** What would be forgotten if things were kept for so many months. Changes nothing. */
export async function rehearseRetention(
  deps: Deps,
  parts: readonly RetentionPart[],
  caller: Caller,
  months: number,
): Promise<ReplyOf<typeof contract.rehearseRetention>> {
  const [found] = await deps.db.select().from(company).where(eq(company.id, caller.companyId));
  if (!found) throw new AppError(commonErrors.signInNeeded);
  const before = keptSince(deps.clock.now(), months, found.timeZone);
  const goes = { conversations: 0, messages: 0, calls: 0, voicemails: 0 };
  for (const part of parts) {
    const counted: OldThings = await part.count(deps.db, caller.companyId, before);
    for (const what of Object.keys(goes) as (keyof OldThings)[]) goes[what] += counted[what] ?? 0; // its own keys
  }
  return { before: before.toISOString(), ...goes };
}
