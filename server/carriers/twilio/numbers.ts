import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { PhoneNumber } from '#contract/ids.ts';
import { NumberGoneError, type NumberUrls, type OfferedNumber, type OwnedNumber } from '../carrier.ts';
import { type Client, faultIn, refusal } from './client.ts';

const Offer = Type.Object({
  phone_number: Type.String(),
  locality: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  region: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
const Offers = Compile(Type.Object({ available_phone_numbers: Type.Array(Offer) }));
const Owned = Type.Object({
  sid: Type.String({ minLength: 1 }),
  phone_number: Type.String(),
  friendly_name: Type.Union([Type.String(), Type.Null()]),
  voice_url: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
const OwnedShape = Compile(Owned);

const nothingSuch = 404;

/** Numbers that could be taken now; none in a country the carrier does not serve. */
export async function searchNumbers(
  client: Client,
  query: { country: string; areaCode?: string; limit: number },
): Promise<OfferedNumber[]> {
  const { status, body } = await client.get(`/AvailablePhoneNumbers/${encodeURIComponent(query.country)}/Local.json`, {
    AreaCode: query.areaCode,
    SmsEnabled: 'true',
    PageSize: String(query.limit),
  });
  if (status === nothingSuch) return [];
  if (status !== 200 || !Offers.Check(body)) throw refusal(status, body);
  return body.available_phone_numbers.slice(0, query.limit).map((offer) => ({
    number: offer.phone_number as PhoneNumber, // the carrier writes numbers in E.164
    locality: [offer.locality, offer.region].filter(Boolean).join(', '),
  }));
}

// Taken by somebody else, not on offer any more, or already ours.
const gone = new Set(['21404', '21421', '21422', '21452']);

/** Takes a number and points its webhooks at us. */
export async function takeNumber(
  client: Client,
  order: NumberUrls & { number: PhoneNumber; label: string },
): Promise<OwnedNumber> {
  const { status, body } = await client.post('/IncomingPhoneNumbers.json', {
    PhoneNumber: order.number,
    FriendlyName: order.label,
    ...urlsOf(order),
  });
  if (status === 200 || status === 201) {
    if (!OwnedShape.Check(body)) throw refusal(status, body);
    return toOwned(body);
  }
  if (gone.has(faultIn(body).code)) throw new NumberGoneError(faultIn(body).message);
  throw refusal(status, body);
}

const urlsOf = ({ messageUrl, voiceUrl, callStatusUrl }: NumberUrls) => ({
  SmsUrl: messageUrl,
  SmsMethod: messageUrl && 'POST',
  VoiceUrl: voiceUrl,
  VoiceMethod: voiceUrl && 'POST',
  StatusCallback: callStatusUrl,
  StatusCallbackMethod: callStatusUrl && 'POST',
});

/** Points the webhooks of a number of ours at us. */
export async function pointNumber(
  client: Client,
  { carrierId }: Pick<OwnedNumber, 'carrierId'>,
  urls: NumberUrls,
): Promise<void> {
  const { status, body } = await client.post(`/IncomingPhoneNumbers/${carrierId}.json`, urlsOf(urls));
  if (status !== 200) throw refusal(status, body);
}

/** Numbers that are ours, optionally only those with this label. */
export async function listNumbers(
  client: Client,
  query: { label?: string; number?: string } = {},
): Promise<OwnedNumber[]> {
  const filter = { FriendlyName: query.label, PhoneNumber: query.number, PageSize: '200' };
  const owned = await client.list('/IncomingPhoneNumbers.json', filter, 'incoming_phone_numbers', Owned);
  // Not every carrier of this protocol keeps the filter when it turns the page.
  return owned.map(toOwned).filter((one) => query.label === undefined || one.label === query.label);
}

/** Gives a number back. */
export async function releaseNumber(client: Client, number: PhoneNumber): Promise<void> {
  const found = await listNumbers(client, { number });
  for (const owned of found.filter((one) => one.number === number)) {
    const { status, body } = await client.delete(`/IncomingPhoneNumbers/${owned.carrierId}.json`);
    if (status !== 204 && status !== 200 && status !== nothingSuch) throw refusal(status, body);
  }
}

const toOwned = (owned: Static<typeof Owned>): OwnedNumber => ({
  number: owned.phone_number as PhoneNumber, // the carrier writes numbers in E.164
  carrierId: owned.sid,
  label: owned.friendly_name ?? '',
  voiceUrl: owned.voice_url ?? '',
});
