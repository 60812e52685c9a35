import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import { anyone, commonErrors } from '#contract/endpoint.ts';
import { linksFor, type Manifest, type Opening, type Openings, openingOf, withFrame } from './first-page.ts';
import type { App } from './mount.ts';
import { sendProblem } from './problem.ts';

const root = fileURLToPath(new URL('../../../dist/web', import.meta.url));
const notPages = /^\/(api|v1|carrier|simulator|docs|assets)(\/|$)|\.[a-z0-9]+$/;

/**
 * Serves the built web app: its files for good under their hashed names, and its one page for every address of a page,
 * with what the page will ask for first.
 */
export async function webApp(app: App, openings: Openings): Promise<void> {
  if (!existsSync(root)) return;
  await app.register(fastifyStatic, { root, serve: false, preCompressed: true, index: false });
  const config = { access: anyone };
  app.get('/*', { config, schema: { hide: true } }, async (request, reply) => {
    const path = decodeURIComponent(new URL(request.url, 'http://page').pathname);
    if (path.startsWith('/assets/')) return reply.sendFile(path.slice(1), { immutable: true, maxAge: 31_536_000_000 });
    if (!notPages.test(path)) {
      const opening = openingOf(openings, path);
      // It holds facts of the person who asks: nobody's cache may keep it.
      return reply
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(await pageWith(app, request, opening));
    }
    if (/^\/[\w.-]+$/.test(path) && existsSync(`${root}${path}`))
      return reply.sendFile(path.slice(1), { maxAge: 3_600_000 });
    return sendProblem(request, reply, commonErrors.notFound);
  });
}

/** The page, its code announced and its first facts inside. The facts are the very answers that the page would get. */
async function pageWith(app: App, request: FastifyRequest, opening: Opening): Promise<string> {
  const [page, manifest, frames, answers] = await Promise.all([
    readFile(`${root}/index.html`, 'utf8'),
    readFile(`${root}/.vite/manifest.json`, 'utf8'),
    readFile(`${root}/.vite/first-frames.json`, 'utf8'),
    Promise.all(opening.facts.map(async (address) => [address, await answerOf(app, request, address)] as const)),
  ]);
  const facts = Object.fromEntries(answers);
  const links = linksFor(JSON.parse(manifest) as Manifest, opening.code); // Vite wrote it
  const data = JSON.stringify(facts).replaceAll('<', '\\u003c');
  const whole = page.replace(
    '</head>',
    () => `${links}<script type="application/json" id="first-facts">${data}</script></head>`,
  );
  const frame = opening.frame?.(facts);
  return frame === undefined ? whole : withFrame(whole, frame, JSON.parse(frames) as Record<string, string>); // our build wrote it
}

async function answerOf(app: App, request: FastifyRequest, address: string) {
  const { cookie = '', 'user-agent': userAgent = '' } = request.headers;
  const reply = await app.inject({
    url: address,
    headers: { cookie, 'user-agent': userAgent },
    remoteAddress: request.ip,
  });
  return { status: reply.statusCode, body: reply.json<unknown>() };
}
