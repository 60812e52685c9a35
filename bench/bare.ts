import Fastify from 'fastify';
import pg from 'pg';

// The reference of P1: bare Fastify with one prepared one-row select. Told its database and port on the command line.
const [url, port] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 16 });
const app = Fastify();
const schema = {
  response: {
    200: {
      type: 'object',
      properties: { id: { type: 'string' }, name: { type: 'string' }, username: { type: 'string' } },
    },
  },
};
app.get(
  '/line',
  { schema },
  async () =>
    (await pool.query({ name: 'one', text: 'select id, name, username from line order by id limit 1' })).rows[0],
);
await app.listen({ port: Number(port) });
