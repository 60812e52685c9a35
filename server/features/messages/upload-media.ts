import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { commonErrors } from '#contract/endpoint.ts';
import type { MediaId } from '#contract/ids.ts';
import { type Media, messageErrors as m } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { newToken } from '#server/platform/secrets.ts';
import { endingOf, mediaTypeOf } from './kinds-of-media.ts';
import { presentMedia } from './present.ts';
import { media } from './tables.ts';

/** Keeps a file that is to be sent. Throws `messages.media_missing`, `_media_too_large`, `_media_type`, `request.invalid`. */
export async function uploadMedia(deps: Deps, ref: LineRef, request: FastifyRequest, maxBytes: number): Promise<Media> {
  const { content, filename, said } = await readFile(request, maxBytes);
  const type = mediaTypeOf(content, said);
  if (!type) throw new AppError(m.mediaType, { field: 'media' });
  const key = newToken(18);
  await deps.files.put(mediaFile(key, endingOf(type)), content, type);
  const [row] = await deps.db
    .insert(media)
    .values({
      companyId: ref.companyId,
      id: newId<MediaId>(),
      lineId: ref.lineId,
      key,
      contentType: type,
      filename: cleanName(filename, endingOf(type)),
      bytes: content.length,
      state: 'ready',
      createdAt: deps.clock.now(),
    })
    .returning();
  if (!row) throw new Error('a file that was written down did not come back');
  return presentMedia(row);
}

export const mediaFile = (key: string, ending: string) => `media/${key}/file.${ending}`;

/** A name without its folders and without signs that mean something to anybody. */
export function cleanName(name: string, ending: string): string {
  const base = name
    .normalize('NFC')
    .replace(/^.*[\\/]/, '')
    .replaceAll(/[\p{C}"'<>:|?*%;]/gu, '')
    .trim()
    .slice(0, 100);
  return base === '' ? `file.${ending}` : base;
}

async function readFile(request: FastifyRequest, maxBytes: number) {
  if (!request.isMultipart()) throw new AppError(m.mediaMissing, { field: 'media' });
  let file: MultipartFile | undefined;
  let content: Buffer | undefined;
  try {
    file = await request.file({ limits: { fileSize: maxBytes, files: 1 } });
    content = await file?.toBuffer();
  } catch (error) {
    if (error instanceof request.server.multipartErrors.RequestFileTooLargeError)
      throw new AppError(m.mediaTooLarge, { field: 'media' });
    // The body broke off or is not what it says.
    throw new AppError(commonErrors.invalid, { field: 'media' });
  }
  if (!file || !content?.length) throw new AppError(m.mediaMissing, { field: 'media' });
  return { content, filename: file.filename, said: file.mimetype };
}
