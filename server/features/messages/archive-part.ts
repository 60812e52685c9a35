import { and, asc, eq, gt, gte, isNull, lte } from 'drizzle-orm';
import type { EntryId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { ArchivePart, ArchiveScope } from '#server/features/company/index.ts';
import { receipt, thread, threadEntry } from './tables.ts';

const page = 1000;

/** Conversations as JSON, a line each, and the same as a table; read a page at a time, so that their number does not matter. */
export const messagesInArchive: ArchivePart = {
  name: 'messages',
  async write(deps, scope, files) {
    await files.add(
      'messages.ndjson',
      linesOf(deps, scope, (row) => `${JSON.stringify(row)}\n`),
    );
    await files.add(
      'messages.csv',
      withHead(linesOf(deps, scope, (row) => `${columns.map((name) => cellOf(row[name])).join(',')}\r\n`)),
    );
  },
};

const columns = ['at', 'line', 'kind', 'direction', 'with', 'from', 'text', 'segments', 'to'] as const;
type Row = Readonly<Record<(typeof columns)[number], unknown>>;

async function* withHead(rows: AsyncIterable<string>): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  yield* rows;
}

async function* linesOf({ db }: Deps, scope: ArchiveScope, write: (row: Row) => string): AsyncGenerator<string> {
  let last: EntryId | undefined;
  for (;;) {
    const entries = await db
      .select({ entry: threadEntry, with: thread.numbers })
      .from(threadEntry)
      .innerJoin(thread, and(eq(thread.companyId, threadEntry.companyId), eq(thread.id, threadEntry.threadId)))
      .where(
        and(
          eq(threadEntry.companyId, scope.companyId),
          scope.lineId === null ? undefined : eq(threadEntry.lineId, scope.lineId),
          last === undefined ? undefined : gt(threadEntry.id, last),
          isNull(threadEntry.deletedAt),
        ),
      )
      .orderBy(asc(threadEntry.id))
      .limit(page);
    const [first, end] = [entries.at(0)?.entry.id, entries.at(-1)?.entry.id];
    if (first === undefined || end === undefined) return;
    const sent = Map.groupBy(await receiptsOf(db, scope, first, end), (one) => one.messageId);
    yield entries.map((one) => write(rowOf(one, sent.get(one.entry.id) ?? []))).join('');
    last = end;
  }
}

type Receipt = typeof receipt.$inferSelect;
const receiptsOf = (db: Deps['db'], scope: ArchiveScope, first: EntryId, end: EntryId): Promise<Receipt[]> =>
  db
    .select()
    .from(receipt)
    .where(and(eq(receipt.companyId, scope.companyId), gte(receipt.messageId, first), lte(receipt.messageId, end)));

const rowOf = (
  { entry, with: numbers }: { entry: typeof threadEntry.$inferSelect; with: string[] },
  sent: readonly Receipt[],
): Row => ({
  at: entry.at.toISOString(),
  line: entry.lineId,
  kind: entry.kind,
  direction: entry.direction,
  with: numbers,
  from: entry.sender,
  text: entry.kind === 'message' ? entry.text : entry.detail,
  segments: entry.segments,
  to: sent.map(({ to, state }) => `${to} ${state}`),
});

/** A cell that begins like a formula is one to a spreadsheet: a text from outside must not run there. */
function cellOf(value: unknown): string {
  const text =
    value === null || value === undefined
      ? ''
      : Array.isArray(value)
        ? value.join('; ')
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value);
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}
