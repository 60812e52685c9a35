import type { FastifyReply } from 'fastify';
import { commonErrors, type ParamsOf } from '#contract/endpoint.ts';
import type { settings } from '#contract/settings.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/platform/errors.ts';
import { pictureFile } from './picture-files.ts';

/** Sends a picture as what it is and nothing else: a browser must not find a page or a script in it. Throws `request.not_found`. */
export async function servePicture(
  deps: Deps,
  reply: FastifyReply,
  { key, size }: ParamsOf<typeof settings.picture>,
): Promise<void> {
  const file = await deps.files.get(pictureFile(key, size));
  if (!file) throw new AppError(commonErrors.notFound);
  reply
    .type('image/webp')
    // An address never shows another picture. Private: a removed picture must not live on in caches that many people share.
    .header('cache-control', 'private, max-age=31536000, immutable')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', 'inline; filename="picture.webp"')
    .send(file.content);
}
