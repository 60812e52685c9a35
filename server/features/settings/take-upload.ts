import type { FastifyRequest } from 'fastify';
import { commonErrors } from '#contract/endpoint.ts';
import { settingsErrors as s } from '#contract/settings.ts';
import { AppError } from '#server/platform/errors.ts';

/** The file of a multipart request, whole. Throws `settings.picture_missing`, `settings.picture_too_large`, `request.invalid`. */
export async function takeUpload(request: FastifyRequest, maxBytes: number): Promise<Buffer> {
  const content = request.isMultipart() ? await readFile(request, maxBytes) : undefined;
  if (!content?.length) throw new AppError(s.pictureMissing, { field: 'picture' });
  return content;
}

async function readFile(request: FastifyRequest, maxBytes: number): Promise<Buffer | undefined> {
  try {
    const file = await request.file({ limits: { fileSize: maxBytes, files: 1 } });
    return await file?.toBuffer();
  } catch (error) {
    if (error instanceof request.server.multipartErrors.RequestFileTooLargeError) {
      throw new AppError(s.pictureTooLarge, { field: 'picture' });
    }
    // Nothing but reading the body happens above: whatever else goes wrong, the body broke off or is not what it says.
    throw new AppError(commonErrors.invalid, { field: 'picture' });
  }
}
