import type { FastifyRequest } from 'fastify';
import { settingsErrors as s } from '#contract/settings.ts';
import { AppError } from '#server/platform/errors.ts';

/** The file of a multipart request, whole. Throws `settings.picture_missing`, `settings.picture_too_large`. */
export async function takeUpload(request: FastifyRequest, maxBytes: number): Promise<Buffer> {
  if (!request.isMultipart()) throw new AppError(s.pictureMissing, { field: 'picture' });
  const file = await request.file({ limits: { fileSize: maxBytes, files: 1 } });
  if (!file) throw new AppError(s.pictureMissing, { field: 'picture' });
  try {
    const content = await file.toBuffer();
    if (content.length === 0) throw new AppError(s.pictureMissing, { field: 'picture' });
    return content;
  } catch (error) {
    if (error instanceof request.server.multipartErrors.RequestFileTooLargeError)
      throw new AppError(s.pictureTooLarge, { field: 'picture' });
    throw error;
  }
}
