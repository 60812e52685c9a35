import type { LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';

/** What a feature does when a line leaves. Features register theirs in `server/leaving.ts`, the one list. */
export interface LinePart {
  readonly name: string;
  /** At once, with the removal: stops what was to happen later (scheduled messages, for one). */
  stop?(tx: Db, deps: Deps, line: LineRef): Promise<void>;
  /** After seven days, where conversations go to a colleague: may run again after a crash. */
  handOver?(tx: Db, deps: Deps, line: LineRef, to: LineId): Promise<void>;
  /** After that: deletes what is left of the line in the feature's tables and files. May run again after a crash. */
  remove(tx: Db, deps: Deps, line: LineRef): Promise<void>;
}
