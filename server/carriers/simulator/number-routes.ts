import type { FastifyInstance } from 'fastify';
import {
  deleteServed,
  findServed,
  insertServed,
  listServed,
  listTaken,
  type ServedSettings,
  updateServed,
} from './number-store.ts';
import { countryOfLocal } from './numbering.ts';
import { drawOffers, isServedCountry } from './offers.ts';
import { pageAsked, pageOf } from './paging.ts';
import { wireOffer, wireServed } from './present.ts';
import { isWebAddress, wireOf } from './wire.ts';
import { wireErrors } from './wire-error.ts';
import type { World } from './world.ts';

const oneNumber = '/IncomingPhoneNumbers/:sid(PN[0-9a-f]{32}).json';

/** Numbers on offer, and the numbers that the account rents. */
export function numberRoutes(app: FastifyInstance, world: World): void {
  const account = world.account.sid;
  const getServed = async (sid: string, path: string) => {
    const served = await findServed(world.pool, { sid });
    if (!served) throw wireErrors.notFound(path);
    return served;
  };

  app.get<{ Params: { country: string } }>('/AvailablePhoneNumbers/:country/Local.json', async (request) => {
    const { path, query } = wireOf(request);
    const { country } = request.params;
    if (!isServedCountry(country)) throw wireErrors.notFound(path);
    const taken = await listTaken(world.pool);
    const count = Math.min(pageAsked(query).size, 50);
    const offers = drawOffers(country, query.get('AreaCode') || undefined, count, (number) => taken.has(number));
    return { available_phone_numbers: offers.map(wireOffer), uri: `${path}?${query}` };
  });

  app.post('/IncomingPhoneNumbers.json', async (request, reply) => {
    const { form } = wireOf(request);
    const number = form.get('PhoneNumber') || (await drawOne(world, form.get('AreaCode') ?? ''));
    if (!isServedCountry(countryOfLocal(number) ?? '')) throw wireErrors.numberInvalid(number);
    const served = await insertServed(world.pool, number, readSettings(form), world.clock.now());
    if (!served) throw wireErrors.numberGone(number);
    world.live.tell('*');
    return reply.code(201).send(wireServed(account, served));
  });

  app.get('/IncomingPhoneNumbers.json', async (request) => {
    const { path, query } = wireOf(request);
    const { size, page } = pageAsked(query);
    const found = await listServed(world.pool, {
      ...(query.get('PhoneNumber') ? { number: query.get('PhoneNumber') ?? '' } : {}),
      ...(query.get('FriendlyName') ? { label: query.get('FriendlyName') ?? '' } : {}),
      offset: page * size,
      limit: size + 1,
    });
    const counted = { page, size, afterSid: undefined, offset: page * size };
    return pageOf(
      { path, query },
      counted,
      'incoming_phone_numbers',
      found.map((served) => wireServed(account, served)),
    );
  });

  app.get<{ Params: { sid: string } }>(oneNumber, async (request) =>
    wireServed(account, await getServed(request.params.sid, wireOf(request).path)),
  );

  app.post<{ Params: { sid: string } }>(oneNumber, async (request) => {
    const { path, form } = wireOf(request);
    const served = await getServed(request.params.sid, path);
    return wireServed(account, await updateServed(world.pool, served.sid, readSettings(form), world.clock.now()));
  });

  app.delete<{ Params: { sid: string } }>(oneNumber, async (request, reply) => {
    const served = await getServed(request.params.sid, wireOf(request).path);
    await deleteServed(world.pool, served.sid);
    world.live.tell('*');
    return reply.code(204).send();
  });
}

async function drawOne(world: World, areaCode: string): Promise<string> {
  const taken = await listTaken(world.pool);
  const isTaken = (number: string) => taken.has(number);
  const [offer] = [...drawOffers('US', areaCode, 1, isTaken), ...drawOffers('CA', areaCode, 1, isTaken)];
  if (!offer) throw wireErrors.noneInArea();
  return offer.number;
}

function readSettings(form: URLSearchParams): ServedSettings {
  const address = (name: string) => {
    const given = form.get(name);
    if (given && !isWebAddress(given)) throw wireErrors.urlInvalid(name);
    return given ?? undefined;
  };
  const settings = {
    label: form.get('FriendlyName')?.slice(0, 64) || undefined,
    sms_url: address('SmsUrl'),
    voice_url: address('VoiceUrl'),
    status_callback: address('StatusCallback'),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
