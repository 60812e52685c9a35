export interface TextPart {
  /** Where in the text it begins. */
  readonly at: number;
  readonly part: string;
  readonly isLink: boolean;
}

// A full stop, a comma or a bracket after an address belongs to the sentence.
const address = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/g;

/** A text cut where web addresses begin and end; the parts together are the text. */
export function linksIn(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: part, index } of text.matchAll(address)) {
    if (index > at) parts.push({ at, part: text.slice(at, index), isLink: false });
    parts.push({ at: index, part, isLink: true });
    at = index + part.length;
  }
  if (at < text.length) parts.push({ at, part: text.slice(at), isLink: false });
  return parts;
}
