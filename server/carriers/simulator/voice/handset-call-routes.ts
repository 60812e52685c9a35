import type { FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import { simulatorErrors } from '#contract/simulator.ts';
import { simulatorCallErrors, simulatorCalls } from '#contract/simulator-calls.ts';
import { AppError } from '#server/platform/errors.ts';
import { upgradeOf } from '#server/platform/http/sockets.ts';
import { serve } from '../handset-routes.ts';
import { ensureHandset, findHandset } from '../handset-store.ts';
import { findServed } from '../number-store.ts';
import { numberIn } from '../numbering.ts';
import { listCallsOf } from './call-store.ts';
import type { Network } from './network.ts';
import { presentHandsetCall, presentPastCall } from './present.ts';
import { sampleClip } from './sample-clip.ts';
import { startFromHandset } from './start-from-handset.ts';
import { isScript } from './twiml.ts';
import type { VoiceWorld } from './world.ts';

const pastCalls = 20;

/** What a handset can do with calls: dial, answer, decline, hang up, press keys, speak, hear. */
export function handsetCallRoutes(app: FastifyInstance, world: VoiceWorld, network: Network): void {
  const { handsets } = network;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });

  const get = async (written: string) => {
    const handset = await findHandset(world.pool, numberIn(written) ?? '');
    if (!handset) throw new AppError(simulatorErrors.unknownHandset);
    return handset.number;
  };
  const show = async (number: string) => {
    const call = handsets.callOf(number);
    const past = await listCallsOf(world.pool, number, pastCalls);
    return {
      call: call ? presentHandsetCall(call) : null,
      past: past.map((one) => presentPastCall(number, one, world.clock.now())),
    };
  };
  const act = async (written: string, does: (number: string) => boolean) => {
    const number = await get(written);
    if (!does(number)) throw new AppError(simulatorCallErrors.noCall);
    return show(number);
  };

  serve(app, simulatorCalls.calls, async ({ params }) => show(await get(params.number)));

  serve(app, simulatorCalls.dial, async ({ params, body: { to: written, script = '' } }) => {
    const [from, to] = [numberIn(params.number), numberIn(written)];
    if (from === undefined) throw new AppError(simulatorErrors.numberInvalid, { field: 'number' });
    if (to === undefined) throw new AppError(simulatorErrors.numberInvalid, { field: 'to' });
    if (script !== '' && !isScript(script)) throw new AppError(simulatorErrors.scriptInvalid, { field: 'script' });
    if (!(await findServed(world.pool, { number: to })))
      throw new AppError(simulatorCallErrors.notServed, { field: 'to' });
    if (!(await ensureHandset(world.pool, from, world.clock.now())))
      throw new AppError(simulatorErrors.numberServed, { field: 'number' });
    const call = await startFromHandset(world, network, { from, to, script });
    if (!call) throw new AppError(simulatorCallErrors.busy);
    return show(from);
  });

  serve(app, simulatorCalls.answer, ({ params }) => act(params.number, handsets.answer));
  serve(app, simulatorCalls.decline, ({ params }) => act(params.number, handsets.decline));
  serve(app, simulatorCalls.hangUp, ({ params }) => act(params.number, handsets.hangUp));
  serve(app, simulatorCalls.keys, ({ params, body }) =>
    act(params.number, (number) => handsets.press(number, body.digits)),
  );
  serve(app, simulatorCalls.clip, async ({ params }) => {
    const frames = await sampleClip(world.speaker);
    return act(params.number, (number) => handsets.speak(number, frames));
  });

  app.get<{ Params: { number: string } }>(simulatorCalls.sound.path, async (request, reply) => {
    const number = await get(request.params.number);
    const upgrade = upgradeOf(request.raw);
    reply.hijack();
    sockets.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (socket) => handsets.attach(number, socket));
    return reply;
  });
}
