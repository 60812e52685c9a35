import { Secret, TOTP } from 'otpauth';

const period = 30;
/** A clock may be half a minute off, either way. */
const window = 1;

/** A new secret of 160 bits, in the letters that people type when they cannot scan. */
export const newAppSecret = () => new Secret({ size: 20 }).base32;

/** What the QR code holds. */
export const appUri = (secret: string, username: string) => totp(secret, username).toString();

/** The half minute, counted from 1970, whose code this is; undefined when it is none of now. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const token = code.replace(/\D/g, '');
  if (token.length !== 6) return undefined;
  const delta = totp(secret, '').validate({ token, timestamp: now.getTime(), window });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / period) + delta;
}

const totp = (secret: string, label: string) =>
  new TOTP({ issuer: 'Trunkline', label, secret: Secret.fromBase32(secret), digits: 6, period, algorithm: 'SHA1' });
