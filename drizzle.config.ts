import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./server/platform/db/tables.ts', './server/features/*/*tables.ts'],
  out: './db/migrations',
  migrations: { prefix: 'index' },
});
