import type { To } from '#contract/messages.ts';

/** Whom a text is for, as chosen or typed. */
export type Recipient =
  | { readonly kind: 'contact'; readonly id: string; readonly name: string; readonly number: string }
  | { readonly kind: 'group'; readonly id: string; readonly name: string; readonly size: number }
  | { readonly kind: 'number'; readonly number: string };

/** The same recipient is the same whatever way a number was written. */
export const keyOf = (one: Recipient): string =>
  one.kind === 'number' ? `number ${one.number.replace(/[^\d+]/g, '') || one.number}` : `${one.kind} ${one.id}`;

/** Adds recipients, each once. */
export function withRecipients(known: readonly Recipient[], more: readonly Recipient[]): Recipient[] {
  const byKey = new Map(known.map((one) => [keyOf(one), one]));
  for (const one of more) if (!byKey.has(keyOf(one))) byKey.set(keyOf(one), one);
  return [...byKey.values()];
}

export const toOf = (recipients: readonly Recipient[]): To => ({
  contacts: recipients.flatMap((one) => (one.kind === 'contact' ? [one.id] : [])),
  numbers: recipients.flatMap((one) => (one.kind === 'number' ? [one.number] : [])),
  groups: recipients.flatMap((one) => (one.kind === 'group' ? [one.id] : [])),
});

/** Whether what was typed may be a number by itself: no letters, and digits enough. The server has the last word. */
export const mayBeNumber = (typed: string): boolean =>
  /^[\s+()./\-\d]+$/.test(typed) && typed.replace(/\D/g, '').length >= 5;

/** Several recipients pasted at once: one a line, or with commas, semicolons or tabs between. */
export const pastedParts = (text: string): string[] =>
  text
    .split(/[\n\r,;\t]+/)
    .map((part) => part.trim().replace(/^["'<]+|["'>]+$/g, ''))
    .filter((part) => part !== '');
