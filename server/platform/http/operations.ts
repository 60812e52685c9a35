import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { anyone, commonErrors } from '#contract/endpoint.ts';
import { sameBytes } from '#server/platform/secrets.ts';
import type { App } from './mount.ts';
import { sendProblem } from './problem.ts';

export interface OperationsOptions {
  /** Each part of being ready, by name: resolves when it is, rejects with why not. */
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>;
  /** Bearer token for /metrics; without one only this machine may read them. */
  readonly metricsToken: string | undefined;
}

/** What those who run the server ask it: /health (the process), /ready (what it needs), /metrics (Prometheus). */
export function operationsRoutes(app: App, options: OperationsOptions): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const took = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    took
      .labels(request.method, request.routeOptions.url ?? 'none', String(reply.statusCode))
      .observe(reply.elapsedTime / 1000);
    done();
  });
  const config = { access: anyone };
  app.get('/health', { config, schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/ready', { config, schema: { hide: true } }, async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(options.checks).map(async ([name, check]) => [name, await outcome(check)] as const),
    );
    const ready = results.every(([, result]) => result === 'ok');
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'not ready', checks: Object.fromEntries(results) });
  });
  app.get('/metrics', { config, schema: { hide: true } }, async (request, reply) => {
    const given = request.headers.authorization ?? '';
    const allowed =
      options.metricsToken === undefined
        ? ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip)
        : sameBytes(Buffer.from(given), Buffer.from(`Bearer ${options.metricsToken}`));
    if (!allowed) return sendProblem(request, reply, commonErrors.signInNeeded);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

const outcome = (check: () => Promise<unknown>) =>
  Promise.race([
    check(),
    new Promise((_, reject) => setTimeout(() => reject(new Error('no answer within 3 s')), 3000).unref()),
  ]).then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : 'failed'),
  );
