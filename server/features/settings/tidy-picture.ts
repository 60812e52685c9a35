import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { removePictureFiles } from './picture-files.ts';
import { findPicture } from './store.ts';

/** Removes the files of a picture that its line does not show. */
export async function tidyPicture(deps: Deps, ref: LineRef, key: string): Promise<void> {
  if ((await findPicture(deps.db, ref.companyId, ref.lineId)) === key) return;
  await removePictureFiles(deps.files, key);
}
