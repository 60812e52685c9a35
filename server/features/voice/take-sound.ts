import type { FastifyRequest } from 'fastify';
import { commonErrors } from '#contract/endpoint.ts';
import { voiceErrors as e } from '#contract/voice.ts';
import { AppError } from '#server/platform/errors.ts';

/** The sound file of a multipart request, whole. Throws `voice.greeting_missing`, `voice.greeting_too_large`, `request.invalid`. */
export async function takeSound(request: FastifyRequest, maxBytes: number): Promise<Buffer> {
  const content = request.isMultipart() ? await readFile(request, maxBytes) : undefined;
  if (!content?.length) throw new AppError(e.greetingMissing, { field: 'greeting' });
  return content;
}

async function readFile(request: FastifyRequest, maxBytes: number): Promise<Buffer | undefined> {
  try {
    const file = await request.file({ limits: { fileSize: maxBytes, files: 1 } });
    return await file?.toBuffer();
  } catch (error) {
    if (error instanceof request.server.multipartErrors.RequestFileTooLargeError)
      throw new AppError(e.greetingTooLarge, { field: 'greeting' });
    // Nothing but reading the body happens above: whatever else goes wrong, the body broke off or is not what it says.
    throw new AppError(commonErrors.invalid, { field: 'greeting' });
  }
}
