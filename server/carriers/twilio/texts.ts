import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { PhoneNumber } from '#contract/ids.ts';
import {
  CarrierDownError,
  type OutboundText,
  type SendOutcome,
  type SentText,
  type TextNews,
  type TextStatus,
} from '../carrier.ts';
import { type Answer, CarrierSilentError, type Client, faultIn, refusal } from './client.ts';
import { reasonFor } from './errors.ts';

const Message = Type.Object({
  sid: Type.String({ minLength: 1 }),
  to: Type.String(),
  from: Type.Union([Type.String(), Type.Null()]),
  body: Type.Union([Type.String(), Type.Null()]),
  status: Type.String(),
  direction: Type.String(),
  num_segments: Type.Union([Type.String(), Type.Integer()]),
  date_created: Type.String(),
  error_code: Type.Optional(Type.Union([Type.Integer(), Type.String(), Type.Null()])),
});
const MessageShape = Compile(Message);

// The carrier's states in our words. One that is not here yet is not news to us.
const statuses: Readonly<Record<string, TextStatus>> = {
  accepted: 'queued',
  scheduled: 'queued',
  queued: 'queued',
  sending: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

export const statusFrom = (theirs: string): TextStatus | undefined =>
  Object.hasOwn(statuses, theirs) ? statuses[theirs] : undefined;

/** Hands a text over, once. There is no key by which the carrier would know a repeat, so nothing is tried twice here. */
export async function sendText(client: Client, text: OutboundText): Promise<SendOutcome> {
  try {
    const answer = await client.post('/Messages.json', {
      From: text.from,
      To: text.to,
      Body: text.text,
      MediaUrl: text.mediaUrls,
      StatusCallback: text.statusUrl,
    });
    return outcomeOf(answer);
  } catch (error) {
    if (error instanceof CarrierSilentError) return { kind: 'ambiguous', why: error.message };
    if (error instanceof CarrierDownError)
      return { kind: 'rejected', reason: 'unavailable', carrierCode: error.message };
    throw error;
  }
}

function outcomeOf({ status, body, retryAfterSeconds }: Answer): SendOutcome {
  if (status >= 200 && status < 300) {
    if (!MessageShape.Check(body)) return { kind: 'ambiguous', why: `answered ${status} without saying what it made` };
    return { kind: 'accepted', carrierId: body.sid, segments: Math.max(1, Number(body.num_segments) || 1) };
  }
  // A gateway's 502 or 504 says nothing about the server behind it, nor does a 500: the text may be on its way.
  if (status >= 500 || status === 408) return { kind: 'ambiguous', why: `answered ${status}` };
  const { code } = faultIn(body);
  const reason = reasonFor(code, status);
  const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return { kind: 'rejected', reason, carrierCode: code || `HTTP ${status}`, ...wait };
}

/** Texts sent to a number since then, newest first. */
export async function findSent(
  client: Client,
  query: { to: PhoneNumber; from?: PhoneNumber; since: Date },
): Promise<SentText[]> {
  // The carrier writes whole seconds.
  const since = Math.floor(query.since.getTime() / 1000) * 1000;
  const isOld = (message: Static<typeof Message>) => madeAt(message).getTime() < since;
  // Not by DateSent: a text that still waits at the carrier has no such date, and it is the one that must be found.
  const messages = await client.list(
    '/Messages.json',
    { To: query.to, From: query.from, PageSize: '100' },
    'messages',
    Message,
    (items) => items.slice(-1).some(isOld),
  );
  return (
    messages
      .filter((message) => message.direction.startsWith('outbound') && !isOld(message))
      // Not every carrier of this protocol keeps the filter when it turns the page.
      .filter((message) => message.to === query.to && (query.from === undefined || message.from === query.from))
      .map(toSentText)
      .sort((a, b) => b.at.getTime() - a.at.getTime())
  );
}

/** How one text stands. */
export async function findText(client: Client, carrierId: string): Promise<TextNews | undefined> {
  const { status, body } = await client.get(`/Messages/${encodeURIComponent(carrierId)}.json`);
  if (status === 404) return undefined;
  if (status !== 200 || !MessageShape.Check(body)) throw refusal(status, body);
  const stands = statusFrom(body.status) ?? 'queued';
  if (stands !== 'failed') return { status: stands };
  return { status: stands, failure: body.error_code ? reasonFor(String(body.error_code)) : 'other' };
}

function toSentText(message: Static<typeof Message>): SentText {
  return {
    carrierId: message.sid,
    to: message.to as PhoneNumber, // the carrier writes numbers in E.164
    from: (message.from ?? '') as PhoneNumber, // likewise
    text: message.body ?? '',
    status: statusFrom(message.status) ?? 'queued',
    at: madeAt(message),
  };
}

/** RFC 2822, as in `Tue, 24 Nov 2026 00:13:00 +0000`. */
function madeAt(message: Static<typeof Message>): Date {
  const at = new Date(message.date_created);
  if (Number.isNaN(at.getTime())) throw new CarrierDownError('a message with a date that is none');
  return at;
}
