import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const bin = (name: string) => new URL(`../node_modules/.bin/${name}`, import.meta.url).pathname;

/** Everything that has to hold before a commit; each check is independent of the others. */
const checks: Record<string, () => Promise<string | undefined>> = {
  'format and lint': () => command('biome', ['check', '--error-on-warnings', '.']),
  'types: contract': () => types('contract'),
  'types: server': () => types('server'),
  'types: web': () => types('web'),
  'types: journeys': () => types('test/e2e'),
  'types: bench': () => types('bench'),
  'import direction': importDirection,
  'unused code': () => command('knip', []),
  'file length': fileLength,
};

async function command(name: string, args: string[]): Promise<string | undefined> {
  try {
    await run(bin(name), args, { maxBuffer: 64 * 1024 * 1024 });
    return undefined;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}`.trim() || String(error);
  }
}

/** What the last check knew of the types is kept, so that a small change is checked in seconds. */
const types = (project: string) =>
  command('tsc', [
    '-p',
    project,
    '--incremental',
    '--tsBuildInfoFile',
    `node_modules/.cache/tsc/${project.replace('/', '-')}.json`,
  ]);

/** dependency-cruiser reports success when it could read nothing, so the number of modules it saw is checked too. */
async function importDirection(): Promise<string | undefined> {
  const { stdout } = await run(
    bin('depcruise'),
    ['contract', 'server', 'web', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    { maxBuffer: 256 * 1024 * 1024 },
  ).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  if (stdout === '') return 'dependency-cruiser said nothing';
  const { summary } = JSON.parse(stdout) as {
    summary: {
      totalCruised: number;
      violations: { from: string; to: string; rule: { name: string; severity: string } }[];
    };
  };
  if (summary.totalCruised < 20) return `dependency-cruiser saw only ${summary.totalCruised} modules`;
  const broken = summary.violations.filter(({ rule }) => rule.severity === 'error');
  return broken.length === 0
    ? undefined
    : broken.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`).join('\n');
}

const mostLines = 300;
async function fileLength(): Promise<string | undefined> {
  const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx']);
  const files = stdout.split('\n').filter((file) => file && !/\.test\.tsx?$/.test(file));
  const lengths = await Promise.all(
    files.map(async (file) => [file, (await readFile(file, 'utf8').catch(() => '')).split('\n').length - 1] as const),
  );
  const long = lengths.filter(([, lines]) => lines > mostLines);
  return long.length === 0
    ? undefined
    : long.map(([file, lines]) => `${file} has ${lines} lines; ${mostLines} is the most`).join('\n');
}

const wanted = Object.entries(checks);
const results: [string, string | undefined][] = [];
// Two at a time: more would only make them wait for each other.
await Promise.all(
  [0, 1].map(async () => {
    for (let next = wanted.shift(); next; next = wanted.shift()) results.push([next[0], await next[1]()]);
  }),
);
for (const [name, fault] of results) console.log(fault === undefined ? `ok     ${name}` : `FAILED ${name}\n${fault}\n`);
process.exitCode = results.every(([, fault]) => fault === undefined) ? 0 : 1;
