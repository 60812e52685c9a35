import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { ArchivePart } from '#server/features/company/index.ts';
import { call, voicemail } from './tables.ts';

const page = 500;

/** Calls and voicemails as JSON, a line each, and each voicemail's sound beside them. */
export const callsInArchive: ArchivePart = {
  name: 'calls',
  async write({ db, files: kept }, scope, files) {
    const own = (table: typeof call | typeof voicemail) =>
      and(eq(table.companyId, scope.companyId), scope.lineId === null ? undefined : eq(table.lineId, scope.lineId));
    async function* calls() {
      for (let last: string | undefined, full = true; full; ) {
        const rows = await db
          .select()
          .from(call)
          .where(and(own(call), last === undefined ? undefined : gt(call.id, last)))
          .orderBy(asc(call.id))
          .limit(page);
        yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
        full = rows.length === page;
        last = rows.at(-1)?.id;
      }
    }
    await files.add('calls.ndjson', calls());
    const voicemails = await db
      .select()
      .from(voicemail)
      .where(and(own(voicemail), isNull(voicemail.deletedAt)))
      .orderBy(asc(voicemail.id));
    await files.add(
      'voicemails.ndjson',
      voicemails.map(({ peaks: _drawn, file: _place, ...told }) => `${JSON.stringify(told)}\n`),
    );
    for (const { id, file } of voicemails) {
      const sound = await kept.get(file);
      if (sound) await files.add(`voicemails/${id}.wav`, [sound.content]);
    }
  },
};
