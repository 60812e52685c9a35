import { join, resolve } from 'node:path';
import { writeBackup } from '#server/backup/write-backup.ts';
import { openRuntime } from '#server/runtime.ts';
import { readSecret } from '#server/secret-key.ts';
import { type Command, commandConfig } from './command.ts';

export const backup: Command = {
  says: 'Write the database, the files and the secret key into one file; the server may run meanwhile.',
  usage: 'FILE [--json]   (FILE holds everything, the secret key too: keep it as you keep keys)',
  options: { json: { type: 'boolean' } },
  positionals: 1,
  async run(values, [file = '']) {
    const config = commandConfig();
    const runtime = await openRuntime(config, { beside: true });
    try {
      const manifest = await writeBackup(
        {
          databaseUrl: runtime.databaseUrl,
          secretKey: await readSecret(config),
          filesDir: config.s3Url === undefined ? join(config.dataDir, 'files') : undefined,
        },
        resolve(file),
        new Date(),
      );
      const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
      const told = { file: resolve(file), tables: Object.keys(manifest.tables).length, rows, files: manifest.files };
      process.stdout.write(
        values['json']
          ? `${JSON.stringify(told)}\n`
          : `${told.rows} rows of ${told.tables} tables and ${told.files} files are in ${told.file}.\n${config.s3Url === undefined ? '' : 'Files in S3 are not in it: S3 keeps them.\n'}`,
      );
    } finally {
      await runtime.close();
    }
  },
};
