import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { anyone, commonErrors } from '#contract/endpoint.ts';
import type { App } from './mount.ts';
import { sendProblem } from './problem.ts';

const root = fileURLToPath(new URL('../../../dist/web', import.meta.url));
const notPages = /^\/(api|v1|carrier|simulator|docs|assets)(\/|$)|\.[a-z0-9]+$/;

/** Serves the built web app: its files for good under their hashed names, and its one page for every address of a page. */
export async function webApp(app: App): Promise<void> {
  if (!existsSync(root)) return;
  await app.register(fastifyStatic, { root, serve: false, preCompressed: true, index: false });
  const config = { access: anyone };
  app.get('/*', { config, schema: { hide: true } }, (request, reply) => {
    const path = decodeURIComponent(new URL(request.url, 'http://page').pathname);
    if (path.startsWith('/assets/')) return reply.sendFile(path.slice(1), { immutable: true, maxAge: 31_536_000_000 });
    if (!notPages.test(path))
      return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
    if (/^\/[\w.-]+$/.test(path) && existsSync(`${root}${path}`))
      return reply.sendFile(path.slice(1), { maxAge: 3_600_000 });
    return sendProblem(request, reply, commonErrors.notFound);
  });
}
