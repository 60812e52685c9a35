import type { Config } from '#server/config.ts';
import type { FactorRow } from './factor-store.ts';

// WebAuthn's library and what it stands on are loaded with the first passkey.
const library = () => import('@simplewebauthn/server');

const siteOf = (config: Pick<Config, 'publicUrl'>) => {
  const { origin, hostname } = new URL(config.publicUrl);
  return { origin, rpId: hostname };
};

export interface MadePasskey {
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
}

/** What the browser needs to make a passkey; it refuses those that are set up already. */
export async function optionsToMake(
  config: Config,
  of: { lineId: string; username: string; name: string },
  challenge: string,
  known: readonly FactorRow[],
): Promise<Record<string, unknown>> {
  const { generateRegistrationOptions } = await library();
  const options = await generateRegistrationOptions({
    rpName: 'Trunkline',
    rpID: siteOf(config).rpId,
    userName: of.username,
    userDisplayName: of.name,
    userID: new Uint8Array(Buffer.from(of.lineId)),
    challenge: bytesOf(challenge),
    attestationType: 'none',
    excludeCredentials: credentialsOf(known),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
  return { ...options };
}

/** The passkey in a browser's answer; undefined when it does not hold. */
export async function readMade(config: Config, challenge: string, response: unknown): Promise<MadePasskey | undefined> {
  const { verifyRegistrationResponse } = await library();
  type Response = Parameters<typeof verifyRegistrationResponse>[0]['response'];
  const { origin, rpId } = siteOf(config);
  const found = await verifyRegistrationResponse({
    response: response as Response, // the library checks every part of it, and throws
    expectedChallenge: challengeOf(challenge),
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: false,
  }).catch(() => undefined);
  if (!found?.verified) return undefined;
  const { credential } = found.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: [...(credential.transports ?? [])],
  };
}

/** What the browser needs to sign with one of these passkeys; null where there is none. */
export async function optionsToSign(
  config: Config,
  challenge: string,
  factors: readonly FactorRow[],
): Promise<Record<string, unknown> | null> {
  const allowCredentials = credentialsOf(factors);
  if (allowCredentials.length === 0) return null;
  const { generateAuthenticationOptions } = await library();
  const options = await generateAuthenticationOptions({
    rpID: siteOf(config).rpId,
    challenge: bytesOf(challenge),
    allowCredentials,
    userVerification: 'preferred',
  });
  return { ...options };
}

/** Which of these passkeys signed, and its count after; undefined when none did. */
export async function readSigned(
  config: Config,
  challenge: string,
  factors: readonly FactorRow[],
  response: { id: string },
): Promise<{ factor: FactorRow; counter: number } | undefined> {
  const factor = factors.find(({ credentialId }) => credentialId === response.id);
  if (factor?.credentialId == null || factor.publicKey === null) return undefined;
  const { verifyAuthenticationResponse } = await library();
  type Response = Parameters<typeof verifyAuthenticationResponse>[0]['response'];
  const { origin, rpId } = siteOf(config);
  const found = await verifyAuthenticationResponse({
    response: response as Response, // the library checks every part of it, and throws
    expectedChallenge: challengeOf(challenge),
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: false,
    credential: { id: factor.credentialId, publicKey: new Uint8Array(factor.publicKey), counter: factor.counter },
  }).catch(() => undefined);
  return found?.verified ? { factor, counter: found.authenticationInfo.newCounter } : undefined;
}

type Transport = 'ble' | 'cable' | 'hybrid' | 'internal' | 'nfc' | 'smart-card' | 'usb';
const credentialsOf = (factors: readonly FactorRow[]) =>
  factors.flatMap(({ credentialId, transports }) =>
    credentialId === null ? [] : [{ id: credentialId, transports: (transports ?? []) as Transport[] }],
  ); // as the browser told them when the passkey was made

const bytesOf = (challenge: string) => new Uint8Array(Buffer.from(challenge, 'base64url'));
const challengeOf = (challenge: string) => Buffer.from(bytesOf(challenge)).toString('base64url');
