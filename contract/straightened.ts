/** What typewriters, word processors and keyboards put in, and the plain character that means the same. */
const plain: ReadonlyMap<string, string> = new Map([
  ...each('‘’‚‛′`´ʼʹˈ＇', "'"),
  ...each('“”„‟″«»＂', '"'),
  ...each('‹', '<'),
  ...each('›', '>'),
  ...each('‐‑‒–—―−⁃－', '-'),
  ...each('•‣∙·', '-'),
  ...each('…', '...'),
  ...each('⁄∕／', '/'),
  ...each('，', ','),
  ...each('．', '.'),
  ...each('：', ':'),
  ...each('；', ';'),
  ...each('！', '!'),
  ...each('？', '?'),
  ...each('（', '('),
  ...each('）', ')'),
  ...each('\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000', ' '),
  ...each('\u2028\u2029\u0085', '\n'),
  // Seen by nobody. Joiners and marks of direction stay: emoji and right-to-left texts are built with them.
  ...each('\u00ad\u200b\u2060\ufeff', ''),
  ...each('ﬁ', 'fi'),
  ...each('ﬂ', 'fl'),
  ...each('™', '(TM)'),
  ...each('®', '(R)'),
  ...each('©', '(c)'),
]);

function each(characters: string, straight: string) {
  return [...characters].map((character) => [character, straight] as const);
}

/**
 * The text with its typographic characters as plain ones: quotes straight, dashes short, odd spaces usual. What carries
 * meaning stays as it is: letters with their accents, emoji, every other alphabet. A letter written as two code points
 * becomes one, which looks the same.
 */
export const straightened = (text: string): string => [...text.normalize('NFC')].map(straight).join('');

const straight = (character: string): string => plain.get(character) ?? character;
