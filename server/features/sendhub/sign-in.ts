import type { FastifyRequest } from 'fastify';
import type { Deps } from '#server/deps.ts';
import { ownKeyOf, type passwordProver } from '#server/features/identity/index.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { originOf } from '#server/platform/http/mount.ts';
import { flagsOf } from './flags.ts';
import { ownLine, registrationOf } from './own-line.ts';
import { unauthorized } from './refusals.ts';
import { isObject, textOf } from './wire.ts';

/**
 * POST /v1/auth: username and password for a token, which is the line's API key. Secrets of telephones are never part of
 * it. It is the one call without a key, and not counted. Throws 401, 429.
 */
export async function signInForToken(deps: Deps, prove: ReturnType<typeof passwordProver>, request: FastifyRequest) {
  const body = isObject(request.body) ? request.body : {};
  const [username, password] = [textOf(body['username']), textOf(body['password'])];
  const ref = username && password ? await prove({ username, password }, originOf(request)) : undefined;
  if (!ref) throw unauthorized('The username and password do not belong together.');
  const caller: Caller = {
    ...ref,
    roles: [],
    sessionId: undefined,
    keyId: undefined,
    scopes: undefined,
    provenAt: undefined,
    origin: originOf(request),
  };
  const { line } = await ownLine({ deps, caller });
  const flags = await flagsOf(deps, line);
  return {
    authToken: await ownKeyOf(deps.db, deps, caller),
    authenticationType: 'sendhub',
    csrf_token: '',
    emailAddress: line.email ?? '',
    kazooApiPassword: null,
    password: '******',
    resource_uri: '/api/v1/auth',
    sendhub_number: line.number ?? '',
    settings: {
      automated_sms_response: flags.automated_sms_response,
      customer_id: null,
      deleted: null,
      disable_incoming_sms: flags.disable_incoming_sms,
      entitlement: null,
      id: line.id,
      is_verified_email: line.email !== null,
      mixpanelid: null,
      onboarding_mobile_finished: line.cell !== null,
      onboarding_web_finished: true,
      payment_schedule: 1,
      pending_email: null,
      pending_phone_number: null,
      phone_number: line.cell ?? '',
      registration_status: registrationOf(line),
      settings_json: JSON.stringify(flags),
      siftScienceLabel: null,
      signature: flags.signature ?? '',
      smsForwardingNumber: null,
      _payment_plan: null,
    },
    sipDeviceId: null,
    sipPassword: null,
    user_id: line.id,
    username: line.username,
  };
}
