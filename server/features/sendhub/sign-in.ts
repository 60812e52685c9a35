import type { FastifyRequest } from 'fastify';
import type { Deps } from '#server/deps.ts';
import { ownKeyOf } from '#server/features/identity/index.ts';
import type { V1Admission } from './admit.ts';
import { flagsOf } from './flags.ts';
import { ownLine, registrationOf } from './own-line.ts';
import { unauthorized } from './refusals.ts';
import { isObject, textOf } from './wire.ts';

/**
 * POST /v1/auth: username and password for a token, which is the line's API key; counted like any call. Secrets of telephones are
 * never part of it. Throws 401, 420, 429.
 */
export async function signInForToken(deps: Deps, { admitByPassword }: V1Admission, request: FastifyRequest) {
  const body = isObject(request.body) ? request.body : {};
  const [username, password] = [textOf(body['username']), textOf(body['password'])];
  if (!username || !password) throw unauthorized('Send {"username": ..., "password": ...}.');
  const { caller } = await admitByPassword({ username, password }, request);
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
