import { numberIn } from '../numbering.ts';

/** A SIP address, as far as it says where to send something and which number is meant. */
export interface Uri {
  readonly user: string;
  readonly host: string;
  /** 0: not told. */
  readonly port: number;
}

/** What From, To, Contact and Route hold. */
export interface NameAddr {
  readonly uri: string;
  readonly tag: string | undefined;
  /** What stands behind the address, `;`-separated, names in small letters. */
  readonly params: ReadonlyMap<string, string>;
}

const uriForm = /^sips?:(?:([^@\s<>"]*)@)?(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::(\d{1,5}))?(?:[;?][^\s<>]*)?$/i;

export function readUri(text: string): Uri | undefined {
  const found = uriForm.exec(text);
  if (!found) return undefined;
  const [, user = '', host = '', port = '0'] = found;
  if (Number(port) > 65_535) return undefined;
  return { user: user.split(/[;:]/, 1)[0] ?? '', host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/** The number that an address means, `sip:+14155550100@…` or `tel:+14155550100`; undefined where it means none. */
export function numberAt(uri: string): string | undefined {
  const user = /^tel:([^;\s]+)/i.exec(uri)?.[1] ?? readUri(uri)?.user;
  if (!user) return undefined;
  try {
    return numberIn(decodeURIComponent(user));
  } catch {
    return undefined;
  }
}

export function readNameAddr(text: string): NameAddr | undefined {
  const bracketed = /^\s*(?:"(?:[^"\\]|\\.)*"|[^<"]*)\s*<([^<>\s]+)>\s*((?:;.*)?)$/s.exec(text);
  const bare = bracketed ? undefined : /^\s*([^\s;<>"]+)\s*((?:;.*)?)$/s.exec(text);
  const [, uri, rest = ''] = bracketed ?? bare ?? [];
  if (uri === undefined) return undefined;
  const params = readParams(rest);
  return { uri, params, tag: params.get('tag') };
}

export function readParams(text: string): Map<string, string> {
  const pairs = text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one): [string, string] => {
      const at = one.indexOf('=');
      return at < 0 ? [one.toLowerCase(), ''] : [one.slice(0, at).trim().toLowerCase(), one.slice(at + 1).trim()];
    });
  return new Map(pairs);
}

/** Cuts at commas that stand neither in quotes nor in angle brackets. */
export function listOf(text: string): string[] {
  const parts: string[] = [];
  let [from, quoted, inside] = [0, false, false];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted && letter === '\\') at += 1;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === '<' || letter === '>')) inside = letter === '<';
    else if (letter === ',' && !quoted && !inside) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)].map((one) => one.trim()).filter(Boolean);
}

/** An IPv6 address stands in brackets where a port may follow. */
export const hostPort = (host: string, port: number) => `${host.includes(':') ? `[${host}]` : host}:${port}`;
