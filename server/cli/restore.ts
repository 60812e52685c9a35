import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { restoreBackup } from '#server/backup/restore-backup.ts';
import { prepareSimulator } from '#server/carriers/simulator/index.ts';
import type { Config } from '#server/config.ts';
import { openDatabase } from '#server/platform/db/db.ts';
import { startDatabase } from '#server/platform/db/embedded.ts';
import { migrate } from '#server/platform/db/migrate.ts';
import { createLog } from '#server/platform/log.ts';
import { type Command, commandConfig } from './command.ts';

export const restore: Command = {
  says: 'Put a backup into an empty installation: an empty DATA_DIR, or an empty database.',
  usage: 'FILE   (stop the server first; start it afterwards)',
  options: {},
  positionals: 1,
  async run(_, [file = '']) {
    const config = commandConfig();
    const log = createLog(config.logLevel);
    const own = config.databaseUrl === undefined ? await startDatabase({ dataDir: config.dataDir, log }) : undefined;
    const url = config.databaseUrl ?? own?.url ?? '';
    try {
      const manifest = await restoreBackup(resolve(file), {
        async prepare({ migrations }) {
          await migrate(url, migrations);
          const db = openDatabase(url);
          await prepareSimulator(db.$client);
          await db.$client.end();
          return url;
        },
        keepSecret: (secret) => keepSecret(config, secret),
        filesDir: config.s3Url === undefined ? join(config.dataDir, 'files') : undefined,
      });
      // What was added to the product since the backup was made.
      await migrate(url);
      const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
      process.stdout.write(
        `Restored ${rows} rows and ${manifest.files} files as they were on ${manifest.madeAt}. Start the server.\n`,
      );
    } finally {
      await own?.stop();
    }
  },
};

async function keepSecret(config: Config, secret: string): Promise<void> {
  if (config.secretKey !== undefined) {
    if (config.secretKey !== secret)
      throw new Error('SECRET_KEY is set to another key than the backup was made with. Unset it.');
    return;
  }
  await mkdir(config.dataDir, { recursive: true });
  await writeFile(join(config.dataDir, 'secret-key'), secret, { mode: 0o600 });
}
