import type { CompanyId, LineId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';

/** Whose data an archive holds; `lineId` null: all of the company. */
export interface ArchiveScope {
  readonly companyId: CompanyId;
  readonly lineId: LineId | null;
}

/** Where a part writes its files. What is handed in is written at once and not kept, so that size does not matter. */
export interface ArchiveFiles {
  add(path: string, content: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Promise<void>;
}

/** What a feature puts into archives. Features register theirs in `server/leaving.ts`, the one list. */
export interface ArchivePart {
  readonly name: string;
  write(deps: Deps, scope: ArchiveScope, files: ArchiveFiles): Promise<void>;
}
