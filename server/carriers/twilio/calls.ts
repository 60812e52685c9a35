import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { CallCarrier, CallEnd, CallNews, CallPlan, PlaceOutcome } from '../calls.ts';
import { CarrierDownError } from '../carrier.ts';
import { CarrierSilentError, type Client, faultIn, refusal } from './client.ts';
import { reasonFor } from './errors.ts';
import { type Form, field, idIn } from './form.ts';
import { writeTwiml } from './twiml.ts';

const Call = Type.Object({
  sid: Type.String({ minLength: 1 }),
  status: Type.String(),
  from: Type.Union([Type.String(), Type.Null()]),
  to: Type.Union([Type.String(), Type.Null()]),
  duration: Type.Optional(Type.Union([Type.String(), Type.Integer(), Type.Null()])),
});
const CallShape = Compile(Call);

/** Calls somebody, once: a repeat would ring them twice. */
export async function placeCall(client: Client, order: Parameters<CallCarrier['placeCall']>[0]): Promise<PlaceOutcome> {
  try {
    const { status, body } = await client.post('/Calls.json', {
      From: order.from,
      To: order.to,
      Twiml: writeTwiml(order.plan),
      StatusCallback: order.statusUrl,
      StatusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      Timeout: String(order.ringSeconds),
      TimeLimit: String(order.limitSeconds),
    });
    if (status >= 200 && status < 300)
      return CallShape.Check(body) ? { kind: 'accepted', carrierId: body.sid } : { kind: 'ambiguous' };
    return status >= 500 || status === 408 ? { kind: 'ambiguous' } : { kind: 'rejected', reason: whyNot(status, body) };
  } catch (error) {
    if (error instanceof CarrierSilentError) return { kind: 'ambiguous' };
    if (error instanceof CarrierDownError) return { kind: 'rejected', reason: 'unavailable' };
    throw error;
  }
}

function whyNot(status: number, body: unknown) {
  const reason = reasonFor(faultIn(body).code, status);
  if (reason === 'bad_recipient') return 'bad_number';
  if (reason === 'bad_sender' || reason === 'too_fast' || reason === 'unavailable') return reason;
  return 'other';
}

const pathOf = (carrierId: string) => `/Calls/${encodeURIComponent(carrierId)}`;

// "Call is not in-progress" and "not found".
const over = new Set(['21220', '20404']);

export async function changeCall(client: Client, carrierId: string, plan: CallPlan): Promise<'done' | 'over'> {
  const { status, body } = await client.post(`${pathOf(carrierId)}.json`, { Twiml: writeTwiml(plan) });
  if (status >= 200 && status < 300) return 'done';
  if (status === 404 || over.has(faultIn(body).code)) return 'over';
  throw refusal(status, body);
}

export async function endCall(client: Client, carrierId: string): Promise<void> {
  const { status, body } = await client.post(`${pathOf(carrierId)}.json`, { Status: 'completed' });
  if ((status >= 200 && status < 300) || status === 404 || over.has(faultIn(body).code)) return;
  throw refusal(status, body);
}

export async function findCall(client: Client, carrierId: string): Promise<CallNews | undefined> {
  const { status, body } = await client.get(`${pathOf(carrierId)}.json`);
  if (status === 404) return undefined;
  if (status !== 200 || !CallShape.Check(body)) throw refusal(status, body);
  return newsOf(body);
}

function newsOf(call: Static<typeof Call>): CallNews {
  return {
    carrierId: call.sid,
    from: call.from ?? '',
    to: call.to ?? '',
    ...stateFrom(call.status, '', String(call.duration ?? '')),
  };
}

const ends: Readonly<Record<string, CallEnd>> = {
  completed: 'completed',
  busy: 'busy',
  'no-answer': 'no_answer',
  failed: 'unreachable',
  canceled: 'cancelled',
};
/** SIP's word for "declined", which the carrier calls busy. */
const declined = '603';

function stateFrom(theirs: string, sipCode: string, seconds: string): Pick<CallNews, 'state' | 'end' | 'seconds'> {
  const end = Object.hasOwn(ends, theirs) ? ends[theirs] : undefined;
  if (end === undefined) return { state: theirs === 'in-progress' || theirs === 'answered' ? 'answered' : 'ringing' };
  return {
    state: 'ended',
    end: end === 'busy' && sipCode === declined ? 'declined' : end,
    seconds: Math.max(0, Math.round(Number(seconds) || 0)),
  };
}

/** A webhook about a call whose signature was checked; undefined when it is about none. */
export function callNewsIn(form: Form): CallNews | undefined {
  const carrierId = idIn(form, 'CallSid');
  if (carrierId === '') return undefined;
  const keys = field(form, 'Digits');
  const sequence = idIn(form, 'SequenceNumber');
  const recording = recordingIn(form);
  return {
    carrierId,
    from: field(form, 'From'),
    to: field(form, 'To'),
    ...stateFrom(field(form, 'CallStatus'), field(form, 'SipResponseCode'), field(form, 'CallDuration')),
    ...(sequence === '' ? {} : { sequence }),
    ...(keys === '' ? {} : { keys }),
    ...(recording && { recording }),
  };
}

const recordingStates = { completed: 'ready', absent: 'absent', failed: 'failed' } as const;

function recordingIn(form: Form): CallNews['recording'] {
  const [id, status] = [idIn(form, 'RecordingSid'), field(form, 'RecordingStatus')];
  if (id === '' || !Object.hasOwn(recordingStates, status)) return undefined;
  const state = recordingStates[status as keyof typeof recordingStates]; // one of its keys, as just seen
  return { id, state, seconds: Math.max(0, Number(field(form, 'RecordingDuration')) || 0) };
}

const Recording = Type.Object({
  sid: Type.String({ minLength: 1 }),
  status: Type.String(),
  duration: Type.Optional(Type.Union([Type.String(), Type.Integer(), Type.Null()])),
});

export async function findRecordingOf(client: Client, carrierId: string): Promise<CallNews['recording']> {
  const all = await client.list(`${pathOf(carrierId)}/Recordings.json`, {}, 'recordings', Recording);
  const found = all.find((one) => one.status === 'completed') ?? all[0];
  if (!found) return undefined;
  const isKnown = Object.hasOwn(recordingStates, found.status);
  // One that is still being worked on is told of when it is there.
  const state = isKnown ? recordingStates[found.status as keyof typeof recordingStates] : 'failed'; // one of its keys, as just seen
  return { id: found.sid, state, seconds: Math.max(0, Number(found.duration) || 0) };
}

/** What three minutes need many times over: a carrier that sends more of it has lost count. */
const largestRecording = 48 * 1024 * 1024;

export async function fetchRecording(client: Client, id: string): Promise<Uint8Array | undefined> {
  return client.file(`/Recordings/${encodeURIComponent(id)}.wav`, largestRecording);
}

export async function deleteRecording(client: Client, id: string): Promise<void> {
  const { status, body } = await client.delete(`/Recordings/${encodeURIComponent(id)}.json`);
  if (status !== 204 && status !== 200 && status !== 404) throw refusal(status, body);
}
