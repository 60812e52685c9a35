import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Form } from './form.ts';

/** The carrier's signature over an address and the form sent to it: HMAC-SHA1 of the address and the sorted fields. */
export function signatureOf(token: string, url: string, form: Form): string {
  const names = Object.keys(form).sort();
  const fields = names.map((name) =>
    valuesOf(form[name])
      .map((value) => name + value)
      .join(''),
  );
  return createHmac('sha1', token)
    .update(url + fields.join(''), 'utf8')
    .digest('base64');
}

/** Whether a signature was made with one of the tokens. Takes the same time whichever byte or token differs. */
export function isGenuine(signature: string, tokens: readonly string[], url: string, form: Form): boolean {
  const given = Buffer.from(signature, 'utf8');
  let genuine = false;
  for (const token of tokens) {
    for (const address of spellings(url)) {
      const wanted = Buffer.from(signatureOf(token, address, form), 'utf8');
      if (given.length === wanted.length && timingSafeEqual(given, wanted)) genuine = true;
    }
  }
  return genuine;
}

// A name that comes more than once counts each of its values once, in order.
function valuesOf(value: string | readonly string[] | undefined): string[] {
  if (typeof value === 'string') return [value];
  return [...new Set(value)].sort();
}

// The carrier writes the port into the signed address or leaves it out, depending on where the webhook comes from.
function spellings(url: string): string[] {
  const found = /^(https?):\/\/([^/?#]*)(.*)$/.exec(url);
  if (!found) return [url];
  const [, scheme, host = '', rest] = found;
  const standard = scheme === 'https' ? ':443' : ':80';
  const port = /:\d+$/.exec(host)?.[0] ?? '';
  const bare = port === '' ? host : host.slice(0, -port.length);
  return [...new Set([url, `${scheme}://${bare}${rest}`, `${scheme}://${bare}${port || standard}${rest}`])];
}
