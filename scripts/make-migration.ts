import { spawnSync } from 'node:child_process';

/** `npm run migrations -- NAME`: writes what the tables have become since the last migration as numbered SQL, to be read before it is committed. */
const [name] = process.argv.slice(2);
if (!name) {
  console.error('Name the migration: npm run migrations -- add-contacts');
  process.exit(1);
}
process.exit(
  spawnSync('node_modules/.bin/drizzle-kit', ['generate', '--name', name.replaceAll('-', '_')], { stdio: 'inherit' })
    .status ?? 1,
);
