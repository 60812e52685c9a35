import type { FastifyInstance } from 'fastify';
import { findServed } from '../number-store.ts';
import { e164In } from '../numbering.ts';
import { pageAsked, pageOf } from '../paging.ts';
import { isWebAddress, wireOf } from '../wire.ts';
import { wireErrors } from '../wire-error.ts';
import { type CallRow, findCall, isOver, listCalls } from './call-store.ts';
import type { Network } from './network.ts';
import { wireCall } from './present.ts';
import { startFromHandset } from './start-from-handset.ts';
import { isScript } from './twiml.ts';
import type { Instructions, VoiceWorld } from './world.ts';

const oneCall = '/Calls/:sid(CA[0-9a-f]{32}).json';

/** `/Calls`: calls out, calls in from handsets, what is going on with them, and how to change it. */
export function callRoutes(app: FastifyInstance, world: VoiceWorld, network: Network): void {
  const show = (call: CallRow) => wireCall(world.account.sid, call, world.clock.now());
  const get = async (sid: string, path: string) => {
    const call = await findCall(world.pool, sid);
    if (!call) throw wireErrors.notFound(path);
    return call;
  };

  app.post('/Calls.json', async (request, reply) => {
    const { form } = wireOf(request);
    const asked = readCall(form);
    if (await findServed(world.pool, { number: asked.from }))
      return reply.code(201).send(show(await network.callOut(asked)));
    if (!(await findServed(world.pool, { number: asked.to }))) throw wireErrors.callerNotOurs(asked.from);
    const script = 'twiml' in asked.instructions ? asked.instructions.twiml : '';
    const call = await startFromHandset(world, network, { ...asked, script });
    if (!call) throw wireErrors.callerBusy(asked.from);
    return reply.code(201).send(show(call));
  });

  app.get('/Calls.json', async (request) => {
    const { path, query } = wireOf(request);
    const page = pageAsked(query);
    const wish = (name: string, key: string) => (query.get(name) ? { [key]: query.get(name) ?? '' } : {});
    const found = await listCalls(world.pool, {
      ...wish('To', 'to'),
      ...wish('From', 'from'),
      ...wish('Status', 'status'),
      ...wish('ParentCallSid', 'parent'),
      ...(page.afterSid === undefined ? {} : { afterSid: page.afterSid }),
      offset: page.offset,
      limit: page.size + 1,
    });
    return pageOf({ path, query }, page, 'calls', found.map(show));
  });

  app.get<{ Params: { sid: string } }>(oneCall, async (request) =>
    show(await get(request.params.sid, wireOf(request).path)),
  );

  app.post<{ Params: { sid: string } }>(oneCall, async (request) => {
    const { path, form } = wireOf(request);
    const row = await get(request.params.sid, path);
    const live = world.calls.get(row.sid);
    const status = form.get('Status') ?? '';
    if (status === 'completed' || status === 'canceled') {
      // Asking to end what is over is no error; it is what was wanted.
      if (live && (status === 'completed' || live.row().answered_at === null)) await live.end(status);
      return show(await get(row.sid, path));
    }
    const instructions = instructionsIn(form);
    if (!live || isOver(live.row().status)) throw wireErrors.callNotLive();
    live.redirect(instructions);
    return show(live.row());
  });
}

function readCall(form: URLSearchParams) {
  const [to, from] = [form.get('To') ?? '', form.get('From') ?? ''];
  const statusCallback = form.get('StatusCallback') ?? '';
  if (to === '') throw wireErrors.toMissing();
  if (from === '') throw wireErrors.fromMissing();
  if (!e164In(to)) throw wireErrors.toInvalid(to);
  if (!e164In(from)) throw wireErrors.fromInvalid(from);
  if (to === from) throw wireErrors.sameNumber();
  if (statusCallback !== '' && !isWebAddress(statusCallback)) throw wireErrors.urlInvalid('StatusCallback');
  const events = form.getAll('StatusCallbackEvent').flatMap((one) => one.split(/\s+/));
  return {
    to,
    from,
    instructions: instructionsIn(form),
    statusCallback,
    statusEvents: events.length > 0 ? events : ['completed'],
    ringSeconds: seconds(form, 'Timeout', 60, 600),
    limitSeconds: seconds(form, 'TimeLimit', 14_400, 14_400),
  };
}

function instructionsIn(form: URLSearchParams): Instructions {
  const [url, twiml] = [form.get('Url'), form.get('Twiml')];
  if (twiml) {
    if (!isScript(twiml)) throw wireErrors.twimlInvalid();
    return { twiml };
  }
  if (!url) throw wireErrors.urlMissing();
  if (!isWebAddress(url)) throw wireErrors.urlInvalid('Url');
  return { url };
}

function seconds(form: URLSearchParams, name: string, unset: number, most: number): number {
  const given = form.get(name);
  if (given === null || given === '') return unset;
  if (!/^\d{1,6}$/.test(given)) throw wireErrors.badPage(name);
  return Math.min(most, Number(given));
}
