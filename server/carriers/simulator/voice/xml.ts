/** An element of a small XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** All text directly inside, its spaces evened. */
  readonly text: string;
}

export class XmlError extends Error {}

const names = '[A-Za-z_][\\w.:-]*';
const token = new RegExp(
  `<!--[^]*?-->|<\\?[^]*?\\?>|<!\\[CDATA\\[([^]*?)\\]\\]>|<(/?)(${names})((?:\\s+${names}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>|([^<]+)`,
  'y',
);
const attribute = new RegExp(`(${names})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'g');

/** Reads a document of elements, attributes and text. No DOCTYPE, so no entities of its own. Throws `XmlError`. */
export function parseXml(text: string): Element {
  type Open = { name: string; attributes: Record<string, string>; children: Element[]; text: string };
  const top: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [top];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw new XmlError(`not well-formed at ${at}`);
    const [, cdata, slash, name, attributes = '', closed, words] = found;
    const inside = open.at(-1) ?? top;
    if (cdata !== undefined) inside.text += cdata;
    else if (words !== undefined) inside.text += decoded(words);
    else if (name !== undefined && slash === '/') {
      const ended = open.pop();
      if (ended?.name !== name || open.length === 0) throw new XmlError(`</${name}> closes nothing`);
      open.at(-1)?.children.push(tidy(ended));
    } else if (name !== undefined) {
      const begun: Open = { name, attributes: attributesIn(attributes), children: [], text: '' };
      if (closed === '/') inside.children.push(tidy(begun));
      else open.push(begun);
    }
  }
  const [root] = top.children;
  if (open.length !== 1 || !root || top.children.length !== 1 || top.text.trim() !== '')
    throw new XmlError('a document has one element and all of it is closed');
  return root;
}

const tidy = (element: Element): Element => ({ ...element, text: element.text.replace(/\s+/g, ' ').trim() });

function attributesIn(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(attribute)].map(([, name, a, b]) => [name, decoded(a ?? b ?? '')]));
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));|&/g, (whole, decimal, hex, name) => {
    if (decimal !== undefined || hex !== undefined) {
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      if (code === 0 || code > 0x10ffff) throw new XmlError(`no such character: ${whole}`);
      return String.fromCodePoint(code);
    }
    const known = name !== undefined && Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (known === undefined) throw new XmlError(`no such entity: ${whole}`);
    return known;
  });
}
