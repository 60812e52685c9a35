import type { MediaId } from '#contract/ids.ts';
import { messageErrors as m } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { newToken } from '#server/platform/secrets.ts';
import type { MediaRow } from './entry-store.ts';
import { endingOf, mediaTypeOf } from './kinds-of-media.ts';
import { media } from './tables.ts';

export interface GivenFile {
  readonly content: Buffer;
  readonly filename: string;
  /** What its sender calls its type; its content decides where it can. */
  readonly said: string;
}

/** Writes a file down for the text that it will be sent with. Throws `messages.media_type`. */
export async function keepFile(deps: Deps, ref: LineRef, { content, filename, said }: GivenFile): Promise<MediaRow> {
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
  return row;
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
