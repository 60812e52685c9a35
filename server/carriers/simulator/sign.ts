import { createHmac } from 'node:crypto';

/** Signs a webhook as Twilio does: HMAC-SHA1 over the address and the form's fields, sorted by name. */
export function signatureFor(token: string, url: string, form: Readonly<Record<string, string>>): string {
  const fields = Object.entries(form)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flat()
    .join('');
  return createHmac('sha1', token)
    .update(url + fields)
    .digest('base64');
}
