import type { FastifyInstance, FastifyReply } from 'fastify';
import { faultsOfText, takeFaults } from './faults.ts';
import { findServed } from './number-store.ts';
import { e164In } from './numbering.ts';
import { pageAsked, pageOf } from './paging.ts';
import { wireText } from './present.ts';
import { takeFromAccount, takeFromHandset } from './take-text.ts';
import { findText, listTexts } from './text-store.ts';
import { isWebAddress, type Wire, wireOf } from './wire.ts';
import { wireErrors } from './wire-error.ts';
import type { World } from './world.ts';

/** `/Messages`: texts out, texts in from handsets, and all of them read again. */
export function messageRoutes(app: FastifyInstance, world: World): void {
  const account = world.account.sid;

  app.post('/Messages.json', async (request, reply) => {
    const asked = readText(wireOf(request));
    const served = await findServed(world.pool, { number: asked.from });
    if (!served) {
      if (!(await findServed(world.pool, { number: asked.to }))) throw wireErrors.fromNotOurs(asked.from);
      return reply.code(201).send(wireText(account, await takeFromHandset(world, asked)));
    }
    const faults = await takeFaults(world.pool);
    if (faults.answer === 429) throw wireErrors.tooMany();
    if (faults.answer === 500) throw wireErrors.fault();
    const text = await takeFromAccount(world, { ...asked, faults: faultsOfText(faults, asked.to) });
    if (faults.answer === 'accept then time out') return saysNothing(reply);
    return reply.code(201).send(wireText(account, text));
  });

  app.get('/Messages.json', async (request) => {
    const { path, query } = wireOf(request);
    const page = pageAsked(query);
    const found = await listTexts(world.pool, {
      ...(query.get('To') ? { to: query.get('To') ?? '' } : {}),
      ...(query.get('From') ? { from: query.get('From') ?? '' } : {}),
      ...sentWhen(query),
      ...(page.afterSid === undefined ? {} : { afterSid: page.afterSid }),
      offset: page.offset,
      limit: page.size + 1,
    });
    return pageOf(
      { path, query },
      page,
      'messages',
      found.map((text) => wireText(account, text)),
    );
  });

  app.get<{ Params: { sid: string } }>('/Messages/:sid([A-Z]{2}[0-9a-f]{32}).json', async (request) => {
    const text = await findText(world.pool, request.params.sid);
    if (!text) throw wireErrors.notFound(wireOf(request).path);
    return wireText(account, text);
  });
}

const mostCharacters = 1600;
const mostMedia = 10;

function readText({ form }: Wire) {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  const body = form.get('Body') ?? '';
  const media = form.getAll('MediaUrl');
  const statusCallback = form.get('StatusCallback') ?? '';
  if (to === '') throw wireErrors.toMissing();
  if (from === '') throw wireErrors.fromMissing();
  if (!e164In(to)) throw wireErrors.toInvalid(to);
  if (!e164In(from)) throw wireErrors.fromInvalid(from);
  if (to === from) throw wireErrors.sameNumber();
  if (body === '' && media.length === 0) throw wireErrors.empty();
  if (body.length > mostCharacters) throw wireErrors.tooLong();
  if (media.length > mostMedia || !media.every(isWebAddress)) throw wireErrors.mediaInvalid();
  if (statusCallback !== '' && !isWebAddress(statusCallback)) throw wireErrors.callbackInvalid();
  // The database cannot hold NUL, nor can a text.
  return { to, from, body: body.replaceAll('\0', ''), media, statusCallback };
}

const dayMs = 86_400_000;

// `DateSent=` is a whole day; `DateSent>=` and `DateSent<=` take a day or a moment, and a day after `<=` counts to its end.
function sentWhen(query: URLSearchParams): { sentFrom?: Date; sentBefore?: Date } {
  const [on, from, until] = [moment(query, 'DateSent'), moment(query, 'DateSent>'), moment(query, 'DateSent<')];
  const day = on && new Date(Math.floor(on.at / dayMs) * dayMs);
  if (day) return { sentFrom: day, sentBefore: new Date(day.getTime() + dayMs) };
  return {
    ...(from ? { sentFrom: new Date(from.at) } : {}),
    ...(until ? { sentBefore: new Date(until.at + (until.isDay ? dayMs : 1)) } : {}),
  };
}

function moment(query: URLSearchParams, name: string): { at: number; isDay: boolean } | undefined {
  const given = query.get(name);
  if (given === null || given === '') return undefined;
  const at = Date.parse(given);
  if (Number.isNaN(at)) throw wireErrors.badPage(name);
  return { at, isDay: /^\d{4}-\d{2}-\d{2}$/.test(given) };
}

/** Leaves the caller waiting: the connection stays open until the caller gives up or the server stops. */
function saysNothing(reply: FastifyReply): FastifyReply {
  return reply.hijack();
}
