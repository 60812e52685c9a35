const spaced = /(?<!\d)(\d{3})[\s-](\d{3})(?!\d)/;
const alone = /(?<!\d)\d{6}(?!\d)/g;

/**
 * The six digits in a pasted message: "Your Trunkline code is 492 013. @host #492013" gives 492013.
 * A message may hold other numbers; the code stands alone, and a code line (`#492013`) ends the message, so the last one wins.
 */
export function codeInText(text: string): string | undefined {
  const runs = text.match(alone);
  if (runs !== null) return runs.at(-1);
  const pair = spaced.exec(text);
  if (pair !== null) return `${pair[1]}${pair[2]}`;
  const digits = text.replace(/\D/g, '');
  return digits.length === 6 ? digits : undefined;
}
