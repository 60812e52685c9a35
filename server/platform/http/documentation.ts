import swaggerUi from '@fastify/swagger-ui';
import { anyone } from '#contract/endpoint.ts';
import type { App } from './mount.ts';

/** The contract as others read it: /openapi.json for programs, /docs for people. Registered last, so that it holds every route. */
export async function documentation(app: App): Promise<void> {
  app.get('/openapi.json', { config: { access: anyone }, schema: { hide: true } }, async () => app.swagger());
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    theme: { title: 'Trunkline API' },
    uiConfig: { docExpansion: 'list', deepLinking: true },
  });
}
