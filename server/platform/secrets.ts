import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** What the server's secret key can do. Each use has its own key, derived from the one secret. */
export interface Secrets {
  /** HMAC-SHA256, for codes and signed objects; `parts` are joined so that no two lists make the same text. */
  mac(use: string, ...parts: string[]): Buffer;
  /** AES-256-GCM: for the few secrets that must be read again. */
  seal(use: string, text: string): Buffer;
  open(use: string, sealed: Buffer): string;
  /** Says whether two servers hold the same secret without telling it. */
  fingerprint: string;
}

export function createSecrets(secret: string): Secrets {
  const keys = new Map<string, Buffer>();
  const keyFor = (use: string) => {
    const known = keys.get(use);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', secret, 'trunkline', use, 32));
    keys.set(use, key);
    return key;
  };
  const mac = (use: string, ...parts: string[]) =>
    createHmac('sha256', keyFor(use)).update(JSON.stringify(parts)).digest();
  return {
    mac,
    seal(use, text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyFor(use), iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    open(use, sealed) {
      const decipher = createDecipheriv('aes-256-gcm', keyFor(use), sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
    },
    fingerprint: mac('fingerprint').toString('hex').slice(0, 16),
  };
}

/** For random tokens of 128 bits and more: nothing to guess, so a plain digest is enough to look them up by. */
export const digestOf = (token: string) => hash('sha256', token, 'buffer');
/** The same as a short text, for looking up in memory. */
export const digestNameOf = (token: string) => hash('sha256', token, 'base64');
export const newToken = (bytes = 32) => randomBytes(bytes).toString('base64url');
export const sameBytes = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b);
