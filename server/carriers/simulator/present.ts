import type { Handset, HandsetText } from '#contract/simulator.ts';
import type { HandsetRow } from './handset-store.ts';
import type { ServedRow } from './number-store.ts';
import type { Offer } from './offers.ts';
import type { TextRow } from './text-store.ts';

/** RFC 2822, as in `Tue, 24 Nov 2026 00:13:00 +0000`. */
export const wireDate = (at: Date) => at.toUTCString().replace('GMT', '+0000');
const accountPath = (account: string) => `/2010-04-01/Accounts/${account}`;

const errorWords: Readonly<Record<number, string>> = {
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
};

/** A text as Twilio's API shows it. */
export function wireText(account: string, text: TextRow) {
  const path = `${accountPath(account)}/Messages/${text.sid}`;
  return {
    sid: text.sid,
    account_sid: account,
    messaging_service_sid: null,
    api_version: '2010-04-01',
    direction: text.direction,
    from: text.from_number,
    to: text.to_number,
    body: text.body,
    status: text.status,
    num_segments: String(text.segments),
    num_media: String(text.media.length),
    error_code: text.error_code,
    error_message: text.error_code === null ? null : (errorWords[text.error_code] ?? null),
    price: null,
    price_unit: 'USD',
    date_created: wireDate(text.created_at),
    date_updated: wireDate(text.updated_at),
    date_sent: text.sent_at && wireDate(text.sent_at),
    uri: `${path}.json`,
    subresource_uris: { media: `${path}/Media.json` },
  };
}

/** A rented number as Twilio's API shows it. */
export function wireServed(account: string, served: ServedRow) {
  return {
    sid: served.sid,
    account_sid: account,
    api_version: '2010-04-01',
    friendly_name: served.label,
    phone_number: served.number,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    sms_url: served.sms_url,
    sms_method: 'POST',
    voice_url: served.voice_url,
    voice_method: 'POST',
    status_callback: served.status_callback,
    status_callback_method: 'POST',
    address_requirements: 'none',
    beta: false,
    origin: 'twilio',
    status: 'in-use',
    date_created: wireDate(served.created_at),
    date_updated: wireDate(served.updated_at),
    uri: `${accountPath(account)}/IncomingPhoneNumbers/${served.sid}.json`,
  };
}

/** A number on offer as Twilio's API shows it. */
export function wireOffer(offer: Offer) {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(offer.number) ?? [];
  return {
    phone_number: offer.number,
    friendly_name: `(${area}) ${exchange}-${line}`,
    locality: offer.locality,
    region: offer.region,
    iso_country: offer.country,
    lata: null,
    rate_center: null,
    latitude: null,
    longitude: null,
    postal_code: null,
    address_requirements: 'none',
    beta: false,
    capabilities: { voice: true, SMS: true, MMS: true, fax: false },
  };
}

export function presentHandset(handset: HandsetRow): Handset {
  const { last_with, last_incoming, last_body, last_at } = handset;
  const last =
    last_with !== null && last_at !== null
      ? { with: last_with, incoming: last_incoming === true, text: last_body ?? '', at: last_at.toISOString() }
      : null;
  return {
    number: handset.number,
    calls: handset.calls,
    afterSeconds: handset.after_seconds,
    unread: handset.unread,
    last,
  };
}

/** A text as the handset `number` shows it. */
export function presentHandsetText(number: string, text: TextRow): HandsetText {
  const incoming = text.to_number === number;
  return {
    id: text.id,
    with: incoming ? text.from_number : text.to_number,
    incoming,
    text: text.body,
    media: [...text.media],
    at: (text.arrived_at ?? text.created_at).toISOString(),
  };
}
