import { eq } from 'drizzle-orm';
import type { FastifyReply } from 'fastify';
import { commonErrors } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/platform/errors.ts';
import { mediaFile } from './keep-file.ts';
import { endingOf, isMediaType } from './kinds-of-media.ts';
import { shortLink } from './settings-tables.ts';
import { media } from './tables.ts';

const inPage = /^(image|audio|video)\//;

/** Sends a file of a text as what it is and nothing else. Its address is as good as a key, and never shows another. Throws `request.not_found`. */
export async function serveMedia(deps: Deps, reply: FastifyReply, key: string): Promise<void> {
  const [row] = await deps.db.select().from(media).where(eq(media.key, key));
  if (row?.state !== 'ready' || !isMediaType(row.contentType)) throw new AppError(commonErrors.notFound);
  const file = await deps.files.get(mediaFile(row.key, endingOf(row.contentType)));
  if (!file) throw new AppError(commonErrors.notFound);
  const how = inPage.test(row.contentType) ? 'inline' : 'attachment';
  reply
    .type(row.contentType)
    .header('cache-control', 'private, max-age=31536000, immutable')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', `${how}; filename*=UTF-8''${encodeURIComponent(row.filename)}`)
    .send(file.content);
}

/** Leads a short link to where it goes: an address out of a text, or a file of one. Throws `request.not_found`. */
export async function followShortLink(deps: Deps, reply: FastifyReply, code: string): Promise<void> {
  const [link] = await deps.db.select({ url: shortLink.url }).from(shortLink).where(eq(shortLink.code, code));
  if (link) {
    reply.header('referrer-policy', 'no-referrer').redirect(link.url, 302);
    return;
  }
  await serveMedia(deps, reply, code);
}
