import type { contactImports } from '#contract/contact-imports.ts';
import { importErrors as e } from '#contract/contacts.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import { groupErrors } from '#contract/groups-errors.ts';
import type { Deps } from '#server/deps.ts';
import { type LineRef, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { tell } from '#server/platform/live/live.ts';
import { findGroup } from '../memberships.ts';
import { runImportNow } from './import-jobs.ts';
import { countRunning, lockImport, updateImport } from './store.ts';

const mostRunning = 3;

/** Starts an import with what its columns mean. Throws `contacts.import_not_found`, `_not_ready`, `_busy`, `contacts.columns_wrong`, `groups.not_found`. */
export function startImport(
  deps: Deps,
  ref: LineRef,
  id: string,
  wanted: BodyOf<typeof contactImports.start>,
): Promise<void> {
  // The line is locked: of many imports that are started at once no more than three run.
  return withLine(deps.db, ref, async (tx) => {
    const current = await lockImport(tx, ref, id);
    if (!current) throw new AppError(e.notFound);
    if (current.state !== 'ready') throw new AppError(e.notReady);
    const numbers = wanted.columns.filter((meaning) => meaning === 'number').length;
    if (wanted.columns.length !== current.columns.length || numbers !== 1)
      throw new AppError(e.columnsWrong, { field: 'columns' });
    if (wanted.groupId !== null && !(await findGroup(tx, ref, wanted.groupId)))
      throw new AppError(groupErrors.notFound, { field: 'groupId' });
    if ((await countRunning(tx, ref)) >= mostRunning) throw new AppError(e.busy);
    const hasHeader = current.kind === 'csv' && wanted.hasHeader;
    await updateImport(tx, ref.companyId, current.id, {
      state: 'running',
      hasHeader,
      // A row that was thought to be the headings is a row after all, or the other way round.
      total: current.total + Number(current.hasHeader) - Number(hasHeader),
      columns: current.columns.map(({ heading }, at) => ({
        heading: heading || `Column ${at + 1}`,
        meaning: wanted.columns[at] ?? 'skip',
      })),
      existing: wanted.existing,
      groupId: wanted.groupId as typeof current.groupId, // digits by the contract, and found just now
    });
    await runImportNow(tx, { ...ref, id: current.id });
    await tell(tx, { line: ref.lineId, topic: 'contacts' });
  });
}
