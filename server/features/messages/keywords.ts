/** Words that carriers and law give a meaning, whatever their case; the whole text must be one. */
const optOut = new Set([
  'STOP',
  'STOPALL',
  'STOP ALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'BLOCK',
  'END',
  'QUIT',
  'REVOKE',
  'OPTOUT',
  'OPT OUT',
  'OPT-OUT',
]);
const optIn = new Set(['START', 'UNSTOP']);
const help = new Set(['HELP', 'INFO']);

export type Keyword =
  | { readonly kind: 'opt_out' | 'opt_in' | 'yes' | 'help' }
  /** "UNSUBSCRIBE KEYWORD". */
  | { readonly kind: 'leave'; readonly of: string }
  | { readonly kind: 'none'; readonly word: string };

/** What a text is as a keyword. People add full stops and quotation marks, and phones capitals. */
export function keywordIn(text: string): Keyword {
  const level = text
    .normalize('NFKC')
    .replaceAll(/[\p{C}]/gu, ' ')
    .replaceAll(/^[\s"'“”‘’.,!?*]+|[\s"'“”‘’.,!?*]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .toUpperCase();
  if (optOut.has(level)) return { kind: 'opt_out' };
  if (optIn.has(level)) return { kind: 'opt_in' };
  if (level === 'YES') return { kind: 'yes' };
  if (help.has(level)) return { kind: 'help' };
  const leave = /^UNSUBSCRIBE (\S{1,40})$/.exec(level);
  if (leave?.[1]) return { kind: 'leave', of: leave[1].toLowerCase() };
  return { kind: 'none', word: level.toLowerCase() };
}

const automaticSigns =
  /\b(?:auto(?:matic)?[- ]?(?:reply|response|responder|message|text)|out of (?:the )?office|do not reply|no[- ]?reply|unmonitored|(?:currently|i am|i'm) (?:driving|unavailable)|respuesta autom[aá]tica)\b/i;

/** Whether a text reads as if no person wrote it: nothing automatic answers it. */
export const looksAutomatic = (text: string): boolean => automaticSigns.test(text);

/** A sender that is no telephone: a short code, or a name. It is not answered, for nobody reads it there. */
export const isShortSender = (number: string): boolean => !/^\+\d{7,15}$/.test(number);
