import { type Static, Type } from 'typebox';
import { anyone, endpoint, line } from './endpoint.ts';
import { Me } from './identity.ts';
import { identityErrors as e } from './identity-errors.ts';
import { FactorProof, factorErrors as f, Method, Passkey, proofErrors } from './proofs.ts';
import { Id, maybe, Time } from './shapes.ts';

export { type FactorProof, factorErrors, type Method } from './proofs.ts';

/** What can be proven with, strongest first; `passkey`: the options for the browser, where there is a passkey. */
export const Asked = Type.Object({
  methods: Type.Array(Method),
  passkey: maybe(Type.Object({}, { additionalProperties: true })),
});
export type Asked = Static<typeof Asked>;

export const Factor = Type.Object({
  id: Id,
  kind: Type.Union([Type.Literal('passkey'), Type.Literal('app')]),
  name: Type.String(),
  createdAt: Time,
  lastUsedAt: maybe(Time),
});
export const Factors = Type.Object({
  factors: Type.Array(Factor),
  recoveryCodesLeft: Type.Integer(),
  /** The company requires a second step of everybody. */
  required: Type.Boolean(),
});
export type Factors = Static<typeof Factors>;

/** Recovery codes are told once: with the first way, and when new ones are made. */
const WithCodes = Type.Object({ ...Factors.properties, recoveryCodes: maybe(Type.Array(Type.String())) });
const Name = Type.String({ maxLength: 500 });
const proven = line({ proof: true });
/** What somebody needs who has none yet, though their company asks for it. */
const settingUp = line({ proof: true, beforeSecondStep: true });

export const factors = {
  list: endpoint({
    method: 'GET',
    path: '/api/factors',
    summary: 'The ways of two-step verification',
    access: line({ beforeSecondStep: true }),
    reply: Factors,
    errors: [],
  }),
  startPasskey: endpoint({
    method: 'POST',
    path: '/api/factors/passkey',
    summary: 'Options for the browser to make a passkey with',
    access: settingUp,
    reply: Type.Object({ options: Type.Object({}, { additionalProperties: true }) }),
    errors: [f.tooManyFactors],
  }),
  finishPasskey: endpoint({
    method: 'POST',
    path: '/api/factors/passkey/finish',
    summary: 'Keep the passkey that the browser made',
    access: settingUp,
    body: Type.Object({ name: Name, passkey: Passkey }, { additionalProperties: false }),
    reply: WithCodes,
    errors: [f.askDead, f.passkeyRefused, f.passkeyKnown, f.tooManyFactors, e.nameShape],
  }),
  startApp: endpoint({
    method: 'POST',
    path: '/api/factors/app',
    summary: 'A secret for an authenticator app',
    access: settingUp,
    reply: Type.Object({ secret: Type.String(), uri: Type.String() }),
    errors: [f.tooManyFactors],
  }),
  finishApp: endpoint({
    method: 'POST',
    path: '/api/factors/app/finish',
    summary: 'Keep the authenticator app, proven by a code of it',
    access: settingUp,
    body: Type.Object({ name: Name, code: Type.String({ maxLength: 500 }) }, { additionalProperties: false }),
    reply: WithCodes,
    errors: [f.askDead, f.appCodeWrong, f.tooManyFactors, e.nameShape],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/factors/:id',
    summary: 'Remove a way of two-step verification',
    access: proven,
    params: Type.Object({ id: Id }),
    reply: Factors,
    errors: [f.factorRequired],
  }),
  renewRecoveryCodes: endpoint({
    method: 'POST',
    path: '/api/factors/recovery-codes',
    summary: 'New recovery codes; those before stop working',
    access: proven,
    reply: WithCodes,
    errors: [f.askDead],
  }),
  finishSignIn: endpoint({
    method: 'POST',
    path: '/api/sign-in/second-step',
    summary: 'Finish a sign-in whose password was right',
    access: anyone,
    body: Type.Object(
      { ticket: Type.String({ minLength: 20, maxLength: 200 }), proof: FactorProof },
      { additionalProperties: false },
    ),
    reply: Me,
    errors: [...proofErrors, e.tooManyAttempts, e.suspended],
  }),
  startProof: endpoint({
    method: 'POST',
    path: '/api/proof/start',
    summary: 'What this line can prove itself with',
    access: line({ beforeSecondStep: true }),
    reply: Asked,
    errors: [],
  }),
} as const;
