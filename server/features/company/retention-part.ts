import type { CompanyId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';

/** How many of what there is that is older than a moment. */
export interface OldThings {
  readonly conversations?: number;
  readonly messages?: number;
  readonly calls?: number;
  readonly voicemails?: number;
}

/** What a feature forgets when a company keeps things for a chosen time. Features register theirs in `server/leaving.ts`, the one list. */
export interface RetentionPart {
  readonly name: string;
  count(db: Db, companyId: CompanyId, before: Date): Promise<OldThings>;
  /**
   * Forgets some of it for good, at most `most`, in one transaction of its own; may run again after a crash. Answers whether there
   * may be more.
   */
  forget(deps: Deps, companyId: CompanyId, before: Date, most: number): Promise<boolean>;
}
