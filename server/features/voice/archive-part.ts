import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import type { ArchivePart, ArchiveScope } from '#server/features/company/index.ts';
import { tableCell } from '#server/features/messages/index.ts';
import { call, voicemail } from './tables.ts';

const page = 500;

type Call = typeof call.$inferSelect;
const columns = ['at', 'line', 'direction', 'from', 'to', 'outcome', 'reason', 'seconds'] as const;

/** Calls and voicemails as JSON, a line each, calls as a table too, and each voicemail's sound beside them. */
export const callsInArchive: ArchivePart = {
  name: 'calls',
  async write(deps, scope, files) {
    await files.add(
      'calls.ndjson',
      linesOf(callsOf(deps, scope), (one) => `${JSON.stringify(one)}\n`),
    );
    await files.add('calls.csv', withHead(linesOf(callsOf(deps, scope), rowOf)));
    await files.add(
      'voicemails.ndjson',
      linesOf(
        voicemailsOf(deps, scope),
        ({ peaks: _drawn, file: _place, mp3: _other, ...told }) => `${JSON.stringify(told)}\n`,
      ),
    );
    for await (const { id, file } of voicemailsOf(deps, scope)) {
      const sound = await deps.files.get(file);
      if (sound) await files.add(`voicemails/${id}.wav`, [sound.content]);
    }
  },
};

const own = (table: typeof call | typeof voicemail, scope: ArchiveScope) =>
  and(eq(table.companyId, scope.companyId), scope.lineId === null ? undefined : eq(table.lineId, scope.lineId));

const callsOf = ({ db }: Deps, scope: ArchiveScope) =>
  pagesOf((last) =>
    db
      .select()
      .from(call)
      .where(and(own(call, scope), last === undefined ? undefined : gt(call.id, last)))
      .orderBy(asc(call.id))
      .limit(page),
  );

const voicemailsOf = ({ db }: Deps, scope: ArchiveScope) =>
  pagesOf((last) =>
    db
      .select()
      .from(voicemail)
      .where(
        and(
          own(voicemail, scope),
          isNull(voicemail.deletedAt),
          last === undefined ? undefined : gt(voicemail.id, last),
        ),
      )
      .orderBy(asc(voicemail.id))
      .limit(page),
  );

/** Reads a page at a time, so that the number of rows does not matter. */
async function* pagesOf<Row extends { id: string }>(read: (last?: string) => Promise<Row[]>): AsyncGenerator<Row> {
  for (let last: string | undefined, full = true; full; ) {
    const rows: Row[] = await read(last);
    yield* rows;
    full = rows.length === page;
    last = rows.at(-1)?.id;
  }
}

async function* linesOf<Row>(rows: AsyncIterable<Row>, write: (row: Row) => string): AsyncGenerator<string> {
  for await (const row of rows) yield write(row);
}

async function* withHead(rows: AsyncIterable<string>): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  yield* rows;
}

const rowOf = ({ at, lineId, incoming, from, to, outcome, reason, seconds }: Call) =>
  `${[at.toISOString(), lineId, incoming ? 'in' : 'out', from, to, outcome, reason, seconds].map(tableCell).join(',')}\r\n`;
