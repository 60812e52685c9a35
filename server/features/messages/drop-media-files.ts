import { Type } from 'typebox';
import type { Deps } from '#server/deps.ts';
import { defineJob } from '#server/platform/jobs/jobs.ts';

/** Takes away the files of texts that are no more; enqueued with their rows' deletion, so none is left behind. */
export const dropMediaFiles = defineJob({
  name: 'messages.drop-media-files',
  payload: Type.Object({ keys: Type.Array(Type.String()) }),
});

export async function removeMediaFiles(deps: Deps, keys: readonly string[]): Promise<void> {
  for (const key of keys) await deps.files.remove(`media/${key}/`);
}
