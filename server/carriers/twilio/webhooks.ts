import type { PhoneNumber } from '#contract/ids.ts';
import type { CarrierEvent, CarrierWebhook, InboundMedia } from '../carrier.ts';
import { reasonFor } from './errors.ts';
import { type Form, field, idIn } from './form.ts';
import { isGenuine } from './signature.ts';
import { statusFrom } from './texts.ts';

export interface WebhookOptions {
  readonly tokens: readonly string[];
  /** The address under which the carrier reaches us: the Host header is the sender's to choose, this is not. */
  readonly publicUrl: string;
  /** In the path of every webhook: `/carrier/<connection>/…`. */
  readonly connectionId: string;
}

/** Checks the signature and translates; undefined when it is not genuine or meant for another connection. */
export function readWebhook(options: WebhookOptions, webhook: CarrierWebhook): CarrierEvent[] | undefined {
  const form = genuineForm(options, webhook);
  return form && eventsIn(form);
}

/** The form of a webhook that is signed by the carrier; undefined for any other. */
export function genuineForm(options: WebhookOptions, webhook: CarrierWebhook): Form | undefined {
  if (!webhook.path.startsWith(`/carrier/${options.connectionId}/`)) return undefined;
  const signature = webhook.headers['x-twilio-signature'];
  if (signature === undefined) return undefined;
  const url = options.publicUrl.replace(/\/+$/, '') + webhook.path;
  if (!isGenuine(signature, options.tokens, url, webhook.form)) return undefined;
  return webhook.form;
}

function eventsIn(form: Form): CarrierEvent[] {
  const carrierId = idIn(form, 'MessageSid') || idIn(form, 'SmsSid');
  if (carrierId === '') return [];
  // A status report may repeat the text and its segments, so the state decides what it is.
  const state = field(form, 'MessageStatus') || field(form, 'SmsStatus');
  return state === 'received' ? [received(form, carrierId)] : reported(form, carrierId, state);
}

function received(form: Form, carrierId: string): CarrierEvent {
  return {
    kind: 'text.received',
    carrierId,
    from: field(form, 'From'),
    to: field(form, 'To') as PhoneNumber, // one of our own numbers, which the carrier writes in E.164
    text: field(form, 'Body'),
    media: mediaIn(form),
    segments: Math.max(1, Number(field(form, 'NumSegments')) || 1),
  };
}

function reported(form: Form, carrierId: string, state: string): CarrierEvent[] {
  const status = statusFrom(state);
  if (status === undefined) return [];
  const code = field(form, 'ErrorCode');
  if (status !== 'failed') return [{ kind: 'text.status', carrierId, status }];
  if (code === '') return [{ kind: 'text.status', carrierId, status, failure: 'other' }];
  return [{ kind: 'text.status', carrierId, status, failure: reasonFor(code), carrierCode: code }];
}

const mostMedia = 10;

function mediaIn(form: Form): InboundMedia[] {
  const count = Math.min(mostMedia, Number(field(form, 'NumMedia')) || 0);
  const places = Array.from({ length: count }, (_, place) => place);
  return places
    .map((place) => ({ url: field(form, `MediaUrl${place}`), contentType: field(form, `MediaContentType${place}`) }))
    .filter((media) => media.url !== '');
}
