import { type Static, Type } from 'typebox';
import type { ErrorSpec } from './endpoint.ts';

export const factorErrors = {
  askDead: {
    code: 'identity.ask_dead',
    status: 410,
    message: 'This took too long, or was tried too often. Start again.',
  },
  proofWrong: {
    code: 'identity.proof_wrong',
    status: 422,
    message: 'That did not prove that it is you. Check it, or use another way.',
  },
  appCodeWrong: {
    code: 'identity.app_code_wrong',
    status: 422,
    message: 'That code is not right, or was used already. Wait for the next one in the app.',
  },
  recoveryCodeWrong: {
    code: 'identity.recovery_code_wrong',
    status: 422,
    message: 'That recovery code is not right, or was used already.',
  },
  passkeyRefused: {
    code: 'identity.passkey_refused',
    status: 422,
    message: 'That passkey could not be checked. Try again, or use another device.',
  },
  passkeyKnown: {
    code: 'identity.passkey_known',
    status: 409,
    message: 'That passkey is set up already.',
  },
  tooManyFactors: {
    code: 'identity.too_many_factors',
    status: 409,
    message: 'There are ten ways already. Remove one first.',
  },
  factorRequired: {
    code: 'identity.factor_required',
    status: 409,
    message: 'Your company requires two-step verification. Add another way before you remove this one.',
  },
} as const satisfies Record<string, ErrorSpec>;
const f = factorErrors;

/** What any proof of a second step may be refused with. */
export const proofErrors = [f.askDead, f.proofWrong, f.appCodeWrong, f.recoveryCodeWrong, f.passkeyRefused] as const;

/** `password` only where there is no second step: what is stronger is what is asked for. */
export const Method = Type.Union([
  Type.Literal('passkey'),
  Type.Literal('app'),
  Type.Literal('recovery'),
  Type.Literal('password'),
]);
export type Method = Static<typeof Method>;

/** What the browser's own WebAuthn takes and gives. Its parts are checked by the library that verifies it. */
export const Passkey = Type.Object({ id: Type.String({ maxLength: 2000 }) }, { additionalProperties: true });
const AppCode = Type.Object({ appCode: Type.String({ maxLength: 500 }) }, { additionalProperties: false });
const RecoveryCode = Type.Object({ recoveryCode: Type.String({ maxLength: 200 }) }, { additionalProperties: false });
const PasskeyProof = Type.Object({ passkey: Passkey }, { additionalProperties: false });
export const FactorProof = Type.Union([AppCode, RecoveryCode, PasskeyProof]);
export type FactorProof = Static<typeof FactorProof>;
