import type { CallRules } from '#contract/voice.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { findPhoneSettings } from './store.ts';
import { usualRules } from './usual-rules.ts';

/** What a line decided about calls; the usual rules where it decided nothing. */
export async function readRules(db: Db, { companyId, lineId }: LineRef): Promise<CallRules> {
  return { ...usualRules, ...(await findPhoneSettings(db, companyId, lineId))?.rules };
}
