import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import Fastify from 'fastify';
import pg from 'pg';

// The reference of P1's third line: better-auth's verifyApiKey, with a quota that it counts (`remaining`), behind bare Fastify.
// Told its database and port on the command line; makes its tables in a schema of its own and prints the key.
const [url, port] = process.argv.slice(2);
const options = { connectionString: url, max: 16 };
const setUp = new pg.Pool(options);
await setUp.query('create schema if not exists better_auth');
await setUp.end();
const database = new pg.Pool({ ...options, options: '-c search_path=better_auth' });
const settings = {
  database,
  secret: 'a secret that only this measurement knows 0123456789',
  baseURL: `http://localhost:${port}`,
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  logger: { level: 'error' },
  // Their own rate limit off: the quota is what is measured.
  plugins: [apiKey({ rateLimit: { enabled: false } })],
};
await (await getMigrations(settings)).runMigrations();
const auth = betterAuth(settings);
const { user } = await auth.api.signUpEmail({
  body: { email: `bench${Date.now()}@example.com`, password: 'correct horse battery staple 42', name: 'Bench' },
});
const { key } = await auth.api.createApiKey({ body: { userId: user.id, remaining: 1_000_000_000 } });

const app = Fastify();
app.get('/key', async (request, reply) => {
  const found = await auth.api.verifyApiKey({
    body: { key: request.headers.authorization?.slice('Bearer '.length) ?? '' },
  });
  if (!found.valid) return reply.code(401).send({ error: found.error });
  return { id: found.key.id, name: found.key.name, remaining: found.key.remaining };
});
await app.listen({ port: Number(port) });
process.stdout.write(`${JSON.stringify({ key })}\n`);
