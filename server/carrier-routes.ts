import { anyone, commonErrors } from '#contract/endpoint.ts';
import { readForm } from '#server/carriers/twilio/index.ts';
import type { Deps } from '#server/deps.ts';
import { receiveWebhook } from '#server/features/identity/index.ts';
import type { App } from '#server/platform/http/mount.ts';
import { sendProblem } from '#server/platform/http/problem.ts';

/** Where carriers report to: `/carrier/<connection>/message` and `/status`. What is not signed by the carrier is refused. */
export async function carrierRoutes(app: App, deps: Deps): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, readForm(String(body))),
    );
    scope.post<{ Body: Record<string, string | string[]> }>(
      '/carrier/:connection/:event',
      { config: { access: anyone }, schema: { hide: true } },
      async (request, reply) => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        const genuine = await receiveWebhook(deps, {
          path: request.raw.url ?? request.url,
          headers,
          form: request.body ?? {},
        });
        if (!genuine)
          return sendProblem(request, reply, {
            ...commonErrors.notAllowed,
            message: 'The signature is not that of the carrier.',
          });
        return reply.type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response/>');
      },
    );
  });
}
