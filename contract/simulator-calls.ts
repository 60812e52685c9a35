import { type Static, Type } from 'typebox';
import { type ErrorSpec, endpoint, operator } from './endpoint.ts';
import { Id, maybe, Time } from './shapes.ts';
import { simulatorErrors } from './simulator.ts';

const strict = { additionalProperties: false };

/** The call a handset is on now. */
export const HandsetCall = Type.Object({
  with: Type.String(),
  incoming: Type.Boolean(),
  state: Type.Union([Type.Literal('ringing'), Type.Literal('calling'), Type.Literal('connected')]),
  startedAt: Time,
  connectedAt: maybe(Time),
  /** 20 ms each. */
  framesHeard: Type.Integer(),
});
export type HandsetCall = Static<typeof HandsetCall>;

/** A call that a handset made or got. */
export const PastCall = Type.Object({
  id: Id,
  with: Type.String(),
  incoming: Type.Boolean(),
  /** The carrier's word: completed, busy, no-answer, failed, canceled, or how far it is. */
  status: Type.String(),
  at: Time,
  seconds: Type.Integer(),
});
export type PastCall = Static<typeof PastCall>;

export const HandsetCalls = Type.Object({ call: maybe(HandsetCall), past: Type.Array(PastCall) });
export type HandsetCalls = Static<typeof HandsetCalls>;

export const simulatorCallErrors = {
  notServed: {
    code: 'simulator.not_served',
    status: 422,
    message: 'No line has this number. Handsets of this network call the numbers of lines.',
  },
  busy: { code: 'simulator.handset_busy', status: 409, message: 'This handset is on a call. Hang up first.' },
  noCall: { code: 'simulator.no_call', status: 409, message: 'The call is over, so there is nothing to do on it.' },
} as const satisfies Record<string, ErrorSpec>;

const e = { ...simulatorErrors, ...simulatorCallErrors };
const ByNumber = Type.Object({ number: Type.String({ maxLength: 60 }) }, strict);
const act = <const P extends `/${string}`>(path: P, summary: string) =>
  endpoint({
    method: 'POST',
    path: `/simulator/handsets/:number/call${path}`,
    summary,
    access: operator,
    params: ByNumber,
    reply: HandsetCalls,
    errors: [e.unknownHandset, e.noCall],
  });

export const simulatorCalls = {
  calls: endpoint({
    method: 'GET',
    path: '/simulator/handsets/:number/call',
    summary: 'The call a handset is on, and its last ones',
    access: operator,
    params: ByNumber,
    reply: HandsetCalls,
    errors: [e.unknownHandset],
  }),
  dial: endpoint({
    method: 'POST',
    path: '/simulator/handsets/:number/call',
    summary: 'Call a line from a handset; makes the handset where there is none',
    access: operator,
    status: 201,
    params: ByNumber,
    body: Type.Object(
      {
        to: Type.String({ maxLength: 60 }),
        /** What the caller does once connected, in TwiML; nothing given: what the person at the page does. */
        script: Type.Optional(Type.String({ maxLength: 4000 })),
      },
      strict,
    ),
    reply: HandsetCalls,
    errors: [e.numberInvalid, e.numberServed, e.notServed, e.busy, e.scriptInvalid],
  }),
  answer: act('/answer', 'Answer the call that rings'),
  decline: act('/decline', 'Decline the call that rings'),
  hangUp: act('/hang-up', 'End the call'),
  clip: act('/clip', 'Speak a sample into the call, where there is no microphone'),
  keys: endpoint({
    method: 'POST',
    path: '/simulator/handsets/:number/call/keys',
    summary: 'Press keys during a call',
    access: operator,
    params: ByNumber,
    body: Type.Object({ digits: Type.String({ pattern: '^[0-9*#]{1,32}$' }) }, strict),
    reply: HandsetCalls,
    errors: [e.unknownHandset, e.noCall],
  }),
  sound: endpoint({
    method: 'GET',
    path: '/simulator/handsets/:number/sound',
    summary: 'A WebSocket: µ-law frames of 20 ms, heard and spoken',
    access: operator,
    params: ByNumber,
    kind: 'stream',
    errors: [],
  }),
} as const;
