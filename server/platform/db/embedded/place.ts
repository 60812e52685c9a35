import { randomBytes } from 'node:crypto';
import { chmod, chown, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '#server/platform/log.ts';
import { type Account, canReach } from './account.ts';

interface Wants {
  readonly dataDir: string;
  readonly account: Account;
  /** Where root's PostgreSQL lives when its account cannot enter `dataDir`. */
  readonly elsewhere: string;
  readonly log: Log;
}

/** The file in `dataDir` that names the folder the database really is in. */
export const signpost = 'database-is-at';

/** The folder that holds the database: `dataDir`, or a place its account can enter when `dataDir` lies where only root may go. */
export async function choosePlace({ dataDir, account, elsewhere, log }: Wants): Promise<string> {
  // Others may pass through but not look around: PostgreSQL may have to, as another account.
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const named = await readSignpost(dataDir);
  if (named) return named;
  // A database that is already here is never left for an empty one, reachable or not: PostgreSQL will say what is wrong.
  const here = await stat(join(dataDir, 'postgres')).catch(() => undefined);
  if (here || !account || (await canReach(account, dataDir)) || (await letPass(dataDir, account))) return dataDir;
  const place = await putSignpost(dataDir, elsewhere);
  log.warn(
    { dataDir, place },
    'PostgreSQL cannot run as root and its account cannot enter the data folder, so the database lives elsewhere',
  );
  return place;
}

async function readSignpost(dataDir: string): Promise<string | undefined> {
  const place = await readFile(join(dataDir, signpost), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
  if (place === undefined) return undefined;
  // Starting an empty database here would look as if everything were lost.
  if (!(await stat(place).catch(() => undefined))) {
    throw new Error(
      `${join(dataDir, signpost)} says that the database is in ${place}, but that folder does not exist. Bring it back, or delete the file to start with an empty database.`,
    );
  }
  return place;
}

/** Lets the account, and nobody else, pass through our own data folder; enough when the folders above let it. */
async function letPass(dataDir: string, account: NonNullable<Account>): Promise<boolean> {
  const before = await stat(dataDir);
  if (before.uid !== 0) return false;
  await chown(dataDir, 0, account.gid);
  await chmod(dataDir, (before.mode & 0o777) | 0o010);
  if (await canReach(account, dataDir)) return true;
  await chown(dataDir, 0, before.gid);
  await chmod(dataDir, before.mode & 0o777);
  return false;
}

async function putSignpost(dataDir: string, elsewhere: string): Promise<string> {
  const name = randomBytes(4).toString('hex');
  const place = join(elsewhere, `data-${name}`);
  await mkdir(place, { recursive: true, mode: 0o711 });
  const draft = join(dataDir, `${signpost}.${name}`);
  await writeFile(draft, `${place}\n`);
  // A link appears whole or not at all, and only once: of two first starts, the second follows the first.
  const first = await link(draft, join(dataDir, signpost)).then(
    () => true,
    () => false,
  );
  await rm(draft);
  if (first) return place;
  await rm(place, { recursive: true });
  return (await readSignpost(dataDir)) ?? place;
}
