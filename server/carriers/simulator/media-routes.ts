import type { FastifyInstance } from 'fastify';
import { commonErrors } from '#contract/endpoint.ts';
import { simulator, simulatorErrors } from '#contract/simulator.ts';
import { AppError } from '#server/platform/errors.ts';
import { admitNeighbour } from './guard.ts';
import { findMedia, insertMedia } from './media-store.ts';
import type { World } from './world.ts';

const largest = 5 * 1024 * 1024;

/** What a phone's camera and microphone make, and the ending of the address from which the network tells its kind. */
const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'video/mp4': 'mp4',
};

/** Pictures that handsets send: kept here, and fetched from here by whoever they are sent to, as from any carrier. */
export function mediaRoutes(app: FastifyInstance, world: World, base: () => string): void {
  app.addContentTypeParser(
    /^(image|audio|video)\//,
    { parseAs: 'buffer', bodyLimit: largest },
    (_request, body, done) => done(null, body),
  );
  app.post(
    simulator.uploadMedia.path,
    { bodyLimit: largest, onRequest: (request) => admitNeighbour(world.account, request) },
    async (request, reply) => {
      const contentType = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim() ?? '';
      const extension = extensions[contentType];
      if (extension === undefined || !Buffer.isBuffer(request.body) || request.body.length === 0)
        throw new AppError(simulatorErrors.mediaKind);
      const key = await insertMedia(world.pool, {
        contentType,
        extension,
        bytes: request.body,
        at: world.clock.now(),
      });
      return reply.code(201).send({ url: `${base()}${simulator.media.path.replace(':key', key)}` });
    },
  );
  // Whoever knows the address may have it: it is unguessable, and a carrier asks for no sign-in either.
  app.get<{ Params: { key: string } }>(simulator.media.path, async (request, reply) => {
    const media = await findMedia(world.pool, request.params.key);
    if (!media) throw new AppError(commonErrors.notFound);
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .type(media.content_type)
      .send(media.bytes);
  });
}
