import { groupErrors as e } from '#contract/groups.ts';
import { fold, parseKeyword, readLabel } from '#server/features/contacts/index.ts';
import { AppError } from '#server/platform/errors.ts';

export const defaultJoinMessage = 'You are now subscribed.';

/** Throws `groups.name_shape`. */
export function parseGroupName(text: string): { name: string; place: string } {
  const name = readLabel(text, 128);
  if (!name) throw new AppError(e.nameShape, { field: 'name' });
  // A name of nothing but marks that levelling takes away is ordered, and compared, as it is.
  return { name, place: fold(name) || name };
}

/** Throws `groups.keyword_shape`, `groups.keyword_reserved`. */
export const parseGroupKeyword = (text: string): string =>
  parseKeyword(text, { shape: e.keywordShape, reserved: e.keywordReserved });

/** What a new member reads. Empty means the usual sentence. Throws `groups.join_message_shape`. */
export function parseJoinMessage(text: string): string {
  const message = text.replace(/\s+/gu, ' ').trim() || defaultJoinMessage;
  if ([...message].length > 70) throw new AppError(e.joinMessageShape, { field: 'joinMessage' });
  return message;
}

/** The keyword a name suggests: its letters and digits in lower case, made usable where it is empty or a reserved word. */
export function keywordOfName(name: string): string {
  const bare = [...fold(name).replace(/[^\p{L}\p{N}]/gu, '')].slice(0, 24).join('') || 'group';
  try {
    return parseGroupKeyword(bare);
  } catch {
    return `${bare}group`;
  }
}
