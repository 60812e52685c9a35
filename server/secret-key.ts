import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Config } from '#server/config.ts';
import type { Db } from '#server/platform/db/db.ts';
import { instanceFact } from '#server/platform/db/tables.ts';

/** The configured secret, or the one kept in the data folder, made at the first start. */
export async function readSecret(config: Config): Promise<string> {
  if (config.secretKey !== undefined) return config.secretKey;
  const file = join(config.dataDir, 'secret-key');
  await mkdir(config.dataDir, { recursive: true });
  // Two first starts at once: `wx` lets one of them write, both read what it wrote.
  await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  const secret = (await readFile(file, 'utf8')).trim();
  if (secret.length < 32)
    throw new Error(`${file} is damaged: put the secret key back from a backup, or set SECRET_KEY.`);
  return secret;
}

/** Refuses to run with another secret than the one the database was filled with: codes, links and stored keys would all be dead. */
export async function agreeOnSecret(db: Db, fingerprint: string): Promise<void> {
  await db.insert(instanceFact).values({ name: 'secret_fingerprint', value: fingerprint }).onConflictDoNothing();
  const [kept] = await db.select().from(instanceFact).where(eq(instanceFact.name, 'secret_fingerprint'));
  if (kept?.value !== fingerprint)
    throw new Error(
      'This database was made with another secret key. Set SECRET_KEY to it, or bring back DATA_DIR/secret-key.',
    );
}
