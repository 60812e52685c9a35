import { and, eq, or, sql } from 'drizzle-orm';
import type { LineId } from '#contract/ids.ts';
import type { TrailEntry } from '#contract/trail.ts';
import type { Deps } from '#server/deps.ts';
import { readTrail, securityEvent } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';

export interface AuditFilter {
  readonly before?: string;
  readonly line?: string;
  /** The first word of the kind, like `password`. */
  readonly about?: string;
}

/** The trail of the whole company, newest first. */
export function readAudit(deps: Deps, caller: Caller, filter: AuditFilter, most = 50) {
  const line = filter.line as LineId | undefined; // digits by the contract
  return readTrail(deps.db, caller.companyId, {
    most,
    ...(filter.before !== undefined && { before: filter.before }),
    where: and(
      line === undefined ? undefined : or(eq(securityEvent.lineId, line), eq(securityEvent.byLineId, line)),
      filter.about === undefined ? undefined : sql`split_part(${securityEvent.kind}, '.', 1) = ${filter.about}`,
    ),
  });
}

const columns = ['at', 'what', 'about', 'by', 'proof', 'address', 'device', 'detail'] as const;

/** The whole trail as CSV, a page at a time, so that its length does not matter. */
export async function* auditAsCsv(deps: Deps, caller: Caller): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  let before: string | undefined;
  do {
    const page = await readAudit(deps, caller, before === undefined ? {} : { before }, 1000);
    yield page.entries.map(rowOf).join('');
    before = page.before ?? undefined;
  } while (before !== undefined);
}

function rowOf(entry: TrailEntry): string {
  const cells = [
    entry.at,
    entry.kind,
    entry.about?.name ?? '',
    entry.by?.name ?? entry.about?.name ?? '',
    entry.proof,
    entry.ip,
    entry.device,
    Object.keys(entry.detail).length === 0 ? '' : JSON.stringify(entry.detail),
  ];
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** A cell that begins like a formula is one to a spreadsheet: a name must not be able to run there. */
function cellOf(text: string): string {
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}
