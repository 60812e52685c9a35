import '../server/load.ts';
import type { KeyId } from '#contract/ids.ts';

const { readConfig } = await import('#server/config.ts');
const { createKeyGate } = await import('#server/features/identity/index.ts');
const { planTelling, sendhubRoutes } = await import('#server/features/sendhub/index.ts');
const { statement } = await import('#server/platform/db/statement.ts');
const { createHttp } = await import('#server/platform/http/http.ts');
const { openRuntime } = await import('#server/runtime.ts');

// References of P1: GET /v1/settings as it is, but let in without being counted: only whether the key is alive is looked up, and
// the plan that is told; for each call by itself, or (`together`) in one statement for those that come together, as counting has it.
// Told its port and which on the command line, its database by the environment.
const [port, which] = process.argv.slice(2);
const config = { ...readConfig(), logLevel: 'error' as const };
const { deps } = await openRuntime(config, { beside: true });
const telling = planTelling(deps);
const look = statement<{ id: KeyId; version: number; found: Parameters<typeof telling.read>[0] }>(
  'bench_look',
  `select k.id::text as id, w.version, ${telling.part({ company: 'k.company_id', line: 'k.line_id' })} as found
  from api_key k join line w on w.company_id = k.company_id and w.id = k.line_id where k.id = any ($1::bigint[]) and k.disabled_at is null`,
);
const verdictsOf = async (keys: readonly KeyId[]) => {
  const found = await look(deps.db, [keys]);
  return new Map(
    found.map((key) => {
      const told = telling.read(key.found, key.found.plan.used?.api_requests ?? 0);
      return [key.id, { paced: 1e9, admitted: 1e9, lineVersion: key.version, told, refusal: undefined }] as const;
    }),
  );
};
const shared = createKeyGate(deps, (together) => verdictsOf(together.map(({ holder }) => holder.keyId)));
const each: typeof shared = {
  ...shared,
  async admit({ keyId }) {
    const verdict = (await verdictsOf([keyId])).get(keyId);
    return verdict ? { kind: 'admitted', ...verdict } : { kind: 'dead' };
  },
};
const app = await createHttp({
  log: deps.log,
  publicUrl: config.publicUrl,
  trustProxy: false,
  admit: async () => undefined,
});
await sendhubRoutes(app, deps, which === 'together' ? shared : each);
await app.listen({ port: Number(port) });
