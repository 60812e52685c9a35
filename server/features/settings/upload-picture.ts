import { commonErrors } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { changed, record, withLine } from '#server/features/identity/index.ts';
import { after, hours } from '#server/platform/clock.ts';
import { takeUse } from '#server/platform/db/limits.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { newToken } from '#server/platform/secrets.ts';
import { tidyPictureAt } from './jobs.ts';
import { putPicture } from './picture-files.ts';
import { type Crop, renderPicture } from './render-picture.ts';
import { updateLine } from './store.ts';

// Decoding costs more than anything else a line can ask for.
const perHour = { most: 60, ms: hours(1) };

/** "Upload Picture". The address is new each time and cannot be guessed. Throws `settings.picture_svg`, `_unreadable`, `_pixels`, `request.too_many`. */
export async function uploadPicture(deps: Deps, caller: Caller, file: Buffer, crop?: Crop): Promise<void> {
  const now = deps.clock.now();
  const taken = await takeUse(deps.db, `picture:${caller.lineId}`, perHour, now);
  if (!taken.ok)
    throw new AppError(commonErrors.tooMany, {
      field: 'picture',
      detail: { retryAfterSeconds: taken.retryAfterSeconds },
    });
  const sizes = await renderPicture(file, crop);
  const key = newToken(16);
  // Should the process die before the line knows the picture, this finds its files and removes them.
  await tidyPictureAt(deps.db, caller, key, after(now, hours(1)));
  await putPicture(deps.files, key, sizes);
  await withLine(deps.db, caller, async (tx, current) => {
    await updateLine(tx, caller.companyId, caller.lineId, { picture: key });
    if (current.picture !== null) await tidyPictureAt(tx, caller, current.picture, now);
    await record(tx, deps, caller, 'picture.changed');
    await changed(tx, current);
  });
}
