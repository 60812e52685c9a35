import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lte } from 'drizzle-orm';
import type { EntryId, MediaId, ThreadId } from '#contract/ids.ts';
import type { Deps } from '#server/deps.ts';
import type { ArchivePart, ArchiveScope } from '#server/features/company/index.ts';
import { mediaFile } from './keep-file.ts';
import { endingOf, isMediaType } from './kinds-of-media.ts';
import { tableCell } from './table-cell.ts';
import { media, receipt, thread, threadEntry } from './tables.ts';

const page = 1000;

/** Conversations as JSON, a line each, the same as a table, and their files; read a page at a time, so that their number does not matter. */
export const messagesInArchive: ArchivePart = {
  name: 'messages',
  async write(deps, scope, files) {
    await files.add(
      'messages.ndjson',
      linesOf(deps, scope, (row) => `${JSON.stringify(row)}\n`),
    );
    await files.add(
      'messages.csv',
      withHead(linesOf(deps, scope, (row) => `${columns.map((name) => tableCell(row[name])).join(',')}\r\n`)),
    );
    for await (const { id, key, contentType } of filesOf(deps, scope)) {
      const ending = isMediaType(contentType) ? endingOf(contentType) : '';
      const file = await deps.files.get(mediaFile(key, ending));
      if (file) await files.add(`media/${id}.${ending}`, [file.content]);
    }
  },
};

const columns = ['at', 'line', 'kind', 'direction', 'with', 'from', 'text', 'segments', 'to', 'media'] as const;
type Row = Readonly<Record<(typeof columns)[number], unknown>>;

async function* withHead(rows: AsyncIterable<string>): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  yield* rows;
}

async function* linesOf({ db }: Deps, scope: ArchiveScope, write: (row: Row) => string): AsyncGenerator<string> {
  let last: EntryId | undefined;
  for (;;) {
    const entries = await db
      .select()
      .from(threadEntry)
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
    const [first, end] = [entries.at(0)?.id, entries.at(-1)?.id];
    if (first === undefined || end === undefined) return;
    const sent = Map.groupBy(await receiptsOf(db, scope, first, end), (one) => one.messageId);
    const numbers = await numbersOf(db, scope, [...new Set(entries.map((one) => one.threadId))]);
    yield entries.map((one) => write(rowOf(one, numbers.get(one.threadId) ?? [], sent.get(one.id) ?? []))).join('');
    last = end;
  }
}

async function* filesOf({ db }: Deps, scope: ArchiveScope): AsyncGenerator<typeof media.$inferSelect> {
  for (let last: MediaId | undefined, full = true; full; ) {
    const rows: (typeof media.$inferSelect)[] = await db
      .select()
      .from(media)
      .where(
        and(
          eq(media.companyId, scope.companyId),
          scope.lineId === null ? undefined : eq(media.lineId, scope.lineId),
          eq(media.state, 'ready'),
          isNotNull(media.entryId),
          last === undefined ? undefined : gt(media.id, last),
        ),
      )
      .orderBy(asc(media.id))
      .limit(page);
    yield* rows;
    full = rows.length === page;
    last = rows.at(-1)?.id;
  }
}

type Receipt = typeof receipt.$inferSelect;
const receiptsOf = (db: Deps['db'], scope: ArchiveScope, first: EntryId, end: EntryId): Promise<Receipt[]> =>
  db
    .select()
    .from(receipt)
    .where(and(eq(receipt.companyId, scope.companyId), gte(receipt.messageId, first), lte(receipt.messageId, end)));

/** Asked for by themselves: joined to a page of entries they tempt the database to sort all entries for each page. */
async function numbersOf(db: Deps['db'], scope: ArchiveScope, ids: readonly ThreadId[]) {
  const rows = await db
    .select({ id: thread.id, numbers: thread.numbers })
    .from(thread)
    .where(and(eq(thread.companyId, scope.companyId), inArray(thread.id, [...ids])));
  return new Map(rows.map(({ id, numbers }) => [id, numbers]));
}

const rowOf = (entry: typeof threadEntry.$inferSelect, numbers: readonly string[], sent: readonly Receipt[]): Row => ({
  at: entry.at.toISOString(),
  line: entry.lineId,
  kind: entry.kind,
  direction: entry.direction,
  with: numbers,
  from: entry.sender,
  text: entry.kind === 'message' ? entry.text : entry.detail,
  segments: entry.segments,
  to: sent.map(({ to, state }) => `${to} ${state}`),
  media: entry.mediaIds,
});
