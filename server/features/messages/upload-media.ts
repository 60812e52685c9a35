import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { commonErrors } from '#contract/endpoint.ts';
import { type Media, messageErrors as m } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { keepFile } from './keep-file.ts';
import { presentMedia } from './present.ts';

/** Keeps a file that is to be sent. Throws `messages.media_missing`, `_media_too_large`, `_media_type`, `request.invalid`. */
export async function uploadMedia(deps: Deps, ref: LineRef, request: FastifyRequest, maxBytes: number): Promise<Media> {
  return presentMedia(await keepFile(deps, ref, await readFile(request, maxBytes)));
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
