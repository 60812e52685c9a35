import type { AllowedLines } from './allowed-lines.ts';
import type { ArchivePart } from './archive-part.ts';
import type { FilesOf } from './files-of.ts';
import type { LinePart } from './line-part.ts';
import type { RetentionPart } from './retention-part.ts';

/** What features above this one hand in, since they cannot be asked from here: `server/leaving.ts` is the list. */
export interface CompanyPorts {
  readonly allowedLines: AllowedLines;
  /** What each does when a line leaves. */
  readonly lineParts: readonly LinePart[];
  /** What each puts into archives. */
  readonly archiveParts: readonly ArchivePart[];
  /** The files each keeps for a company, which go with it. */
  readonly filesOf: readonly FilesOf[];
  /** What each forgets once it is older than the company keeps things. */
  readonly retentionParts: readonly RetentionPart[];
}
