import scalar from '@scalar/fastify-api-reference';
import { anyone } from '#contract/endpoint.ts';
import type { App } from './mount.ts';

/** The contract as others read it: /openapi.json for programs, /docs for people. Registered last, so that it holds every route. */
export async function documentation(app: App): Promise<void> {
  app.get('/openapi.json', { config: { access: anyone }, schema: { hide: true } as object }, async () => app.swagger());
  app.addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith('/docs')) return;
    // The reader builds its page with inline scripts and styles; it gets nothing from anywhere else.
    reply.header('content-security-policy', "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'");
  });
  await app.register(scalar, { routePrefix: '/docs', configuration: { url: '/openapi.json', withDefaultFonts: false, hideClientButton: true, telemetry: false, metaData: { title: 'Trunkline API' } } });
}
