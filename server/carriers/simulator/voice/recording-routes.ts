import type { FastifyInstance } from 'fastify';
import { pageAsked, pageOf } from '../paging.ts';
import { wireOf } from '../wire.ts';
import { wireErrors } from '../wire-error.ts';
import { deleteRecording, findRecording, listRecordings } from './call-store.ts';
import { wireRecording } from './present.ts';
import type { VoiceWorld } from './world.ts';

type One = { Params: { sid: string } };

/** `/Recordings`: what was recorded, as facts and as sound, until it is deleted. */
export function recordingRoutes(app: FastifyInstance, world: VoiceWorld): void {
  const account = world.account.sid;
  const get = async (sid: string, path: string) => {
    const recording = await findRecording(world.pool, sid);
    if (!recording) throw wireErrors.notFound(path);
    return recording;
  };

  app.get<One>('/Recordings/:sid(RE[0-9a-f]{32}).json', async (request) =>
    wireRecording(account, await get(request.params.sid, wireOf(request).path)),
  );

  app.get<One>('/Recordings/:sid(RE[0-9a-f]{32}).wav', async (request, reply) => {
    const { path } = wireOf(request);
    const recording = await get(request.params.sid, path);
    const sound = recording.status === 'completed' ? await world.recordings.wav(recording.sid) : undefined;
    if (!sound) throw wireErrors.notFound(path);
    return reply.type('audio/x-wav').send(Buffer.from(sound));
  });

  app.delete<One>('/Recordings/:sid(RE[0-9a-f]{32}).json', async (request, reply) => {
    const { sid } = await get(request.params.sid, wireOf(request).path);
    await deleteRecording(world.pool, sid);
    await world.recordings.remove(sid);
    return reply.code(204).send();
  });

  app.get<One>('/Calls/:sid(CA[0-9a-f]{32})/Recordings.json', async (request) => {
    const { path, query } = wireOf(request);
    const found = await listRecordings(world.pool, request.params.sid);
    const shown = found.map((recording) => wireRecording(account, recording));
    return pageOf({ path, query }, { ...pageAsked(query), offset: 0 }, 'recordings', shown);
  });
}
