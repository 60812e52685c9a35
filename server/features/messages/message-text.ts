import { messageErrors as m } from '#contract/messages.ts';
import { AppError } from '#server/platform/errors.ts';

export const mostCharacters = 1600;

/**
 * A text as it may go out: its line ends evened, nothing in it that phones cannot show. What is written stays as it is written,
 * letters from right to left and all. Throws `messages.too_long`, `messages.bad_character`.
 */
export function cleanText(written: string): string {
  const text = written.replaceAll(/\r\n?/g, '\n');
  // Controls other than line ends and tabs, and halves of characters, have no shape on any phone.
  if (/[\p{Cc}\p{Cs}]/u.test(text.replaceAll(/[\n\t]/g, ''))) throw new AppError(m.badCharacter, { field: 'text' });
  if (text.length > mostCharacters)
    throw new AppError(m.tooLong, { field: 'text', detail: { length: text.length, most: mostCharacters } });
  return text;
}

const links = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/giu;

/** The addresses in a text, each once. */
export const linksIn = (text: string): string[] => [...new Set(text.match(links) ?? [])];

/** A text with its addresses replaced. */
export const withLinks = (text: string, shortOf: (link: string) => string): string => text.replaceAll(links, shortOf);

/** A text with attachments as links, a line each. */
export const withAttachmentLinks = (text: string, urls: readonly string[]): string =>
  [text, ...urls].filter((part) => part !== '').join('\n');

const wishes = [
  /\b(?:please |pls |plz )?(?:stop|quit|cease) (?:texting|messaging|sending|contacting|spamming|bothering|these|all|the)\b/,
  /\b(?:do not|don'?t|dont|never) (?:ever )?(?:text|message|contact|send)\b/,
  /\b(?:take|get) (?:me|my number) off\b/,
  /\bremove (?:me|my number|this number)\b/,
  /\bopt(?:ing)? ?-?out\b/,
  /\bunsubscribe\b/,
  /\bno more (?:texts?|messages?)\b/,
  /\bleave me alone\b/,
  /\bwrong number\b.*\bstop\b/,
];

/** Whether somebody seems to ask in their own words for no more texts: flagged for a person to decide, never acted upon. */
export function soundsLikeStop(text: string): boolean {
  const level = text.toLowerCase().replaceAll('’', "'").replaceAll(/\s+/g, ' ');
  return wishes.some((wish) => wish.test(level));
}
