import { and, eq } from 'drizzle-orm';
import { Type } from 'typebox';
import type { CompanyId, MediaId } from '#contract/ids.ts';
import { CarrierDownError } from '#server/carriers/carrier.ts';
import type { Deps } from '#server/deps.ts';
import type { Db } from '#server/platform/db/db.ts';
import { type Attempt, defineJob, enqueue } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { cleanName, mediaFile } from './keep-file.ts';
import { endingOf, mediaTypeOf } from './kinds-of-media.ts';
import { media } from './tables.ts';

export const fetchMedia = defineJob({
  name: 'messages.fetch-media',
  payload: Type.Object({ companyId: Type.String(), id: Type.String() }),
  maxAttempts: 8,
});

export const fetchMediaOf = (tx: Db, of: { companyId: CompanyId; id: MediaId }): Promise<void> =>
  enqueue(tx, fetchMedia, { companyId: of.companyId, id: of.id }, { priority: 5 });

/** Files that come in may be larger than those that go out: carriers shrink what they pass on. */
const mostBytes = 10 * 1024 * 1024;

/** Gets a file of a text in from the carrier and keeps it as what it is. Thrown again when it is to be tried later. */
export async function fetchMediaFile(
  deps: Deps,
  payload: { companyId: string; id: string },
  attempt: Attempt,
): Promise<void> {
  const isIt = and(eq(media.companyId, payload.companyId as CompanyId), eq(media.id, payload.id as MediaId)); // as enqueued
  const [row] = await deps.db.select().from(media).where(isIt);
  if (row?.state !== 'fetching' || row.sourceUrl === null) return;
  const got = await get(deps, row.sourceUrl, attempt);
  const type = got.kind === 'file' ? mediaTypeOf(got.content, got.contentType) : undefined;
  if (got.kind === 'file' && type) {
    const ending = endingOf(type);
    await deps.files.put(mediaFile(row.key, ending), got.content, type);
    const filename = cleanName(new URL(row.sourceUrl).pathname, ending);
    await finish({
      state: 'ready',
      contentType: type,
      bytes: got.content.length,
      filename: filename.includes('.') ? filename : `file.${ending}`,
    });
    return;
  }
  await finish({ state: 'failed', why: got.kind === 'file' ? 'type' : got.why });

  async function finish(set: Partial<typeof media.$inferInsert>): Promise<void> {
    await deps.db.transaction(async (tx) => {
      const [done] = await tx
        .update(media)
        .set({ ...set, sourceUrl: null })
        .where(isIt)
        .returning({ lineId: media.lineId });
      if (done) await tell(tx, { line: done.lineId, topic: 'inbox' });
    });
  }
}

async function get(deps: Deps, url: string, attempt: Attempt) {
  try {
    return await deps.carrier.fetchMedia(url, { mostBytes });
  } catch (error) {
    if (error instanceof CarrierDownError && !attempt.last) throw error;
    if (error instanceof CarrierDownError) return { kind: 'refused', why: 'gone' } as const;
    throw error;
  }
}
