import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The unix account that PostgreSQL runs as; undefined means ours. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

// PostgreSQL and initdb refuse root, and initdb wants an account that /etc/passwd knows.
const candidates = ['postgres', 'nobody'];

/** Whom to run PostgreSQL as: us, or, when we are root, the owner of the data or else a plain account of this machine. */
export async function accountFor(dataFolder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataFolder).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of candidates) {
    const ids = await idsOf(name);
    if (ids) return ids;
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody" to run it as. ' +
      'Start Trunkline as another user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** Whether the account can get into a folder. */
export async function canReach(account: Account, folder: string): Promise<boolean> {
  // The kernel is asked, as that account: mode bits alone know nothing of access lists or read-only mounts.
  return run('/bin/sh', ['-c', 'test -x "$0"', folder], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

async function idsOf(name: string): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
