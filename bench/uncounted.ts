import '../server/load.ts';

const { readConfig } = await import('#server/config.ts');
const { createKeyGate } = await import('#server/features/identity/index.ts');
const { planTelling, sendhubRoutes } = await import('#server/features/sendhub/index.ts');
const { statement } = await import('#server/platform/db/statement.ts');
const { createHttp } = await import('#server/platform/http/http.ts');
const { openRuntime } = await import('#server/runtime.ts');

// A reference of P1: GET /v1/settings as it is, but let in without being counted: only whether the key is alive is looked up. Told
// its port on the command line, its database by the environment.
const config = { ...readConfig(), logLevel: 'error' as const };
const { deps } = await openRuntime(config, { beside: true });
const telling = planTelling(deps);
const look = statement<{ version: number; found: Parameters<typeof telling.read>[0] }>(
  'bench_look',
  `select l.version, ${telling.part({ company: 'l.company_id', line: 'l.id' })} as found from api_key k join line l on l.company_id = k.company_id and l.id = k.line_id where k.company_id = $1 and k.id = $2 and k.disabled_at is null`,
);
const gate = createKeyGate<ReturnType<typeof telling.read>>(deps, () =>
  Promise.reject(new Error('nothing is counted here')),
);
const app = await createHttp({
  log: deps.log,
  publicUrl: config.publicUrl,
  trustProxy: false,
  admit: async () => undefined,
});
await sendhubRoutes(app, deps, {
  ...gate,
  async admit({ companyId, keyId }) {
    const [found] = await look(deps.db, [companyId, keyId]);
    if (!found) return { kind: 'dead' };
    const told = telling.read(found.found, found.found.used?.api_requests ?? 0);
    return { kind: 'admitted', lineVersion: found.version, told };
  },
});
await app.listen({ port: Number(process.argv[2]) });
