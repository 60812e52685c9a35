import type { FastifyInstance } from 'fastify';
import type { BodyOf, Endpoint, ParamsOf, ReplyOf } from '#contract/endpoint.ts';
import { simulator, simulatorErrors } from '#contract/simulator.ts';
import { AppError } from '#server/platform/errors.ts';
import { validator } from '#server/platform/http/validate.ts';
import { readFaults, setFaults } from './faults.ts';
import { ensureHandset, findHandset, type HandsetRow, listHandsets, markRead, setCallHabit } from './handset-store.ts';
import { listServed, listTaken } from './number-store.ts';
import { numberIn } from './numbering.ts';
import { drawHandset } from './offers.ts';
import { presentHandset, presentHandsetText } from './present.ts';
import { takeFromHandset } from './take-text.ts';
import { listThread } from './text-store.ts';
import { isScript } from './voice/twiml.ts';
import type { World } from './world.ts';

const threadLength = 200;

/** The handsets: what their page, and anybody at this machine, can see and do. */
export function handsetRoutes(app: FastifyInstance, world: World): void {
  const { pool, clock, live } = world;

  serve(app, simulator.handsets, async () => ({ handsets: (await listHandsets(pool)).map(presentHandset) }));

  serve(app, simulator.addHandset, async ({ body }) => {
    const number = body.number === undefined ? await freeNumber(world) : parse(body.number);
    const handset = await ensure(world, number);
    live.tell(number);
    return presentHandset(handset);
  });

  serve(app, simulator.changeHandset, async ({ params, body }) => {
    const { number } = await ensure(world, parse(params.number));
    const { calls, afterSeconds = 0, script = '' } = body;
    if (script !== '' && !isScript(script)) throw new AppError(simulatorErrors.scriptInvalid, { field: 'script' });
    await setCallHabit(pool, number, { calls, afterSeconds, script });
    live.tell(number);
    return presentHandset(await get(world, number));
  });

  serve(app, simulator.texts, async ({ params }) => {
    const { number } = await get(world, params.number);
    const texts = await listThread(pool, number, threadLength);
    return { texts: texts.map((text) => presentHandsetText(number, text)) };
  });

  serve(app, simulator.sendText, async ({ params, body }) => {
    const to = parse(body.to);
    const media = body.mediaUrls ?? [];
    if (body.text.trim() === '' && media.length === 0) throw new AppError(simulatorErrors.emptyText, { field: 'text' });
    const { number: from } = await ensure(world, parse(params.number));
    if (from === to) throw new AppError(simulatorErrors.numberInvalid, { field: 'to' });
    return presentHandsetText(from, await takeFromHandset(world, { from, to, body: body.text, media }));
  });

  serve(app, simulator.markRead, async ({ params, body }) => {
    const { number } = await get(world, params.number);
    // Nothing that is yet to come can have been seen.
    const through = Math.min(Date.parse(body.through), clock.now().getTime());
    await markRead(pool, number, new Date(through));
    live.tell(number);
    return presentHandset(await get(world, number));
  });

  serve(app, simulator.numbers, async () => ({
    numbers: (await listServed(pool, { offset: 0, limit: 500 })).map(({ number, label }) => ({ number, label })),
  }));
  serve(app, simulator.faults, () => readFaults(pool));
  serve(app, simulator.setFaults, ({ body }) => setFaults(pool, body));

  app.get(simulator.live.path, (request, reply) => {
    reply.hijack();
    live.watch(request.raw.method === 'HEAD' ? reply.raw.end() : reply.raw);
  });
}

function parse(written: string): string {
  const number = numberIn(written);
  if (number === undefined) throw new AppError(simulatorErrors.numberInvalid, { field: 'number' });
  return number;
}

async function ensure(world: World, number: string): Promise<HandsetRow> {
  const handset = await ensureHandset(world.pool, number, world.clock.now());
  if (!handset) throw new AppError(simulatorErrors.numberServed, { field: 'number' });
  return handset;
}

async function get(world: World, written: string): Promise<HandsetRow> {
  const handset = await findHandset(world.pool, numberIn(written) ?? '');
  if (!handset) throw new AppError(simulatorErrors.unknownHandset);
  return handset;
}

async function freeNumber(world: World): Promise<string> {
  const taken = await listTaken(world.pool);
  return drawHandset((number) => taken.has(number));
}

/** Serves an endpoint of the contract; who may come in was decided before. */
export function serve<const E extends Endpoint>(
  app: FastifyInstance,
  spec: E,
  handler: (call: { params: ParamsOf<E>; body: BodyOf<E> }) => Promise<ReplyOf<E>>,
): void {
  const checkParams = spec.params && validator(spec.params, 'params');
  const checkBody = spec.body && validator(spec.body, 'body');
  app.route({
    method: spec.method,
    url: spec.path,
    handler: async (request, reply) => {
      const params = checkParams?.(request.params) as ParamsOf<E>; // just checked against its schema
      const body = checkBody?.(request.body ?? {}) as BodyOf<E>; // likewise
      return reply.code(spec.status ?? 200).send(await handler({ params, body }));
    },
  });
}
