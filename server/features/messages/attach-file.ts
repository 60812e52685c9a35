import type { MediaId } from '#contract/ids.ts';
import { messageErrors as m } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { askOutside, OutsideRefused, OutsideSilent, OutsideTooLarge } from '#server/platform/http/outside.ts';
import { keepFile } from './keep-file.ts';

/** As large as an upload may be. */
const mostBytes = 5 * 1024 * 1024;

type Given = { readonly filename: string } & ({ readonly content: Buffer } | { readonly url: string });

/**
 * Keeps a file that a program hands over, or names by its address, for the text that it sends next. Throws
 * `messages.media_missing`, `_media_too_large`, `_media_type`.
 */
export async function attachFile(deps: Deps, ref: LineRef, given: Given): Promise<MediaId> {
  const { content, said } = 'content' in given ? { content: given.content, said: '' } : await fetchFile(given.url);
  if (content.length > mostBytes) throw new AppError(m.mediaTooLarge, { field: 'media' });
  return (await keepFile(deps, ref, { content, filename: given.filename, said })).id;
}

async function fetchFile(url: string): Promise<{ content: Buffer; said: string }> {
  try {
    const answer = await askOutside(url, { method: 'GET', timeoutMs: 10_000, mostBytes, whole: true });
    if (answer.status !== 200) throw new AppError(m.mediaMissing, { field: 'media' });
    return { content: answer.body, said: answer.headers['content-type'] ?? '' };
  } catch (error) {
    if (error instanceof OutsideTooLarge) throw new AppError(m.mediaTooLarge, { field: 'media' });
    if (error instanceof OutsideRefused || error instanceof OutsideSilent)
      throw new AppError(m.mediaMissing, { field: 'media' });
    throw error;
  }
}
