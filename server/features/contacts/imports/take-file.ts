import type { FastifyRequest } from 'fastify';
import { importErrors as e } from '#contract/contacts.ts';
import { commonErrors } from '#contract/endpoint.ts';
import { AppError } from '#server/platform/errors.ts';

/** The file of a multipart request, whole, with its name. Throws `contacts.file_missing`, `contacts.file_large`, `request.invalid`. */
export async function takeFile(
  request: FastifyRequest,
  maxBytes: number,
): Promise<{ readonly name: string; readonly content: Buffer }> {
  const file = request.isMultipart() ? await readFile(request, maxBytes) : undefined;
  if (!file?.content.length) throw new AppError(e.fileMissing, { field: 'file' });
  return file;
}

async function readFile(request: FastifyRequest, maxBytes: number) {
  try {
    const file = await request.file({ limits: { fileSize: maxBytes, files: 1 } });
    return file && { name: file.filename, content: await file.toBuffer() };
  } catch (error) {
    if (error instanceof request.server.multipartErrors.RequestFileTooLargeError)
      throw new AppError(e.fileLarge, { field: 'file' });
    // Nothing but reading the body happens above: whatever else goes wrong, the body broke off or is not what it says.
    throw new AppError(commonErrors.invalid, { field: 'file' });
  }
}
