import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/**
 * `npm test`: rules, features, races, adapters, then the journeys in a browser. `npm run test:peers`: what needs other programs
 * of the system, then account journeys with database, mail server (Exim) and carrier as programs of their own: three files of
 * them, or all with `npm run test:peers -- --all-journeys`. Ends with one line, `N passed, N failed, N skipped`.
 */
const peers = process.argv.includes('peers');
const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
const reports = { unit: 'test-results/unit.json', journeys: 'test-results/journeys.json' };
rmSync('test-results', { recursive: true, force: true });

/** Installs packages of the system where that is possible without asking; else says what to do. */
function install(packages: readonly string[], are: () => boolean): boolean {
  if (are()) return true;
  if (!canInstall) {
    console.log(`Not installed: ${packages.join(', ')}. On Debian: apt-get install ${packages.join(' ')}`);
    return false;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  return are();
}

const run = (name: string, args: string[], env: NodeJS.ProcessEnv = {}) =>
  new Promise<number>((resolve) => {
    spawn(`node_modules/.bin/${name}`, args, { stdio: 'inherit', env: { ...process.env, ...env } })
      .on('close', (code) => resolve(code ?? 1))
      .on('error', () => resolve(1));
  });

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}
/** What went wrong, to be told once more at the end: the first of two thousand lines is hard to find, and may be cut off. */
const failures: string[] = [];
const none: Count = { passed: 0, failed: 0, skipped: 0 };

async function unit(): Promise<Count> {
  const code = await run(
    'vitest',
    [
      'run',
      ...(peers ? ['test/peers'] : []),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reports.unit}`,
    ],
    peers ? { PEERS: '1' } : {},
  );
  if (!existsSync(reports.unit)) return { ...none, failed: 1 };
  const told = JSON.parse(readFileSync(reports.unit, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    testResults: {
      name: string;
      status: string;
      message: string;
      assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
    }[];
  };
  for (const file of told.testResults) {
    const broken = file.assertionResults.filter((one) => one.status === 'failed');
    for (const one of broken) failures.push(`${file.name}: ${one.fullName}\n${one.failureMessages.join('\n')}`);
    if (broken.length === 0 && file.status === 'failed') failures.push(`${file.name}\n${file.message}`);
  }
  // A file that does not load, or an error outside any test, fails the run without a failed test.
  return {
    passed: told.numPassedTests,
    failed: Math.max(told.numFailedTests, code === 0 ? 0 : 1),
    skipped: told.numPendingTests + told.numTodoTests,
  };
}

const accountJourneys = ['cell', 'email', 'password'];
const moreAccountJourneys = [
  'api-key',
  'first-run',
  'keyboard',
  'name',
  'opening',
  'picture',
  'preferences',
  'sign-in',
  'two-tabs',
  'username',
];

/** The same journeys with everything they need outside, as in production. */
async function journeysOutside(): Promise<Count> {
  if (!existsSync('/usr/sbin/exim4') || process.getuid?.() !== 0) {
    console.log('Skipped: journeys with Exim as the mail server, which only root can start.');
    return { ...none, skipped: 1 };
  }
  const wanted = process.argv.includes('--all-journeys')
    ? [...accountJourneys, ...moreAccountJourneys]
    : accountJourneys;
  return journeys(
    wanted.map((name) => `test/e2e/${name}.spec.ts`),
    { E2E_OUTSIDE: '1' },
  );
}

async function journeys(files: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Count> {
  const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  if (!install(['chromium'], () => chromium.some((path) => existsSync(path)))) return { ...none, failed: 1 };
  if ((await run('node', ['scripts/build-web.ts'])) !== 0) return { ...none, failed: 1 };
  const code = await run('playwright', ['test', ...files], { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: reports.journeys });
  if (!existsSync(reports.journeys)) return { ...none, failed: 1 };
  const { stats, suites, errors } = JSON.parse(readFileSync(reports.journeys, 'utf8')) as Told & {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    errors: Wrong[];
  };
  failures.push(...suites.flatMap((suite) => failedIn(suite)), ...errors.map(wordsOf));
  return {
    passed: stats.expected + stats.flaky,
    failed: Math.max(stats.unexpected, code === 0 ? 0 : 1),
    skipped: stats.skipped,
  };
}

interface Wrong {
  readonly message?: string;
  readonly stack?: string;
}
interface Told {
  readonly suites: Suite[];
}
interface Suite extends Partial<Told> {
  readonly title: string;
  readonly specs: {
    readonly title: string;
    readonly ok: boolean;
    readonly file: string;
    readonly line: number;
    readonly tests: { readonly results: { readonly errors: Wrong[] }[] }[];
  }[];
}

/** Journeys of a report that failed, with what went wrong at the last try. */
function failedIn({ specs, suites = [] }: Suite): string[] {
  const own = specs.filter(({ ok }) => !ok);
  return [
    ...own.map(({ file, line, title, tests }) => {
      const wrong = tests.flatMap(({ results }) => results.at(-1)?.errors ?? []);
      return [`test/e2e/${file}:${line}: ${title}`, ...wrong.map(wordsOf)].join('\n');
    }),
    ...suites.flatMap((suite) => failedIn(suite)),
  ];
}

const wordsOf = ({ message, stack }: Wrong) => stripVTControlCharacters(message ?? stack ?? '');

/** Programs that tests call: baresip and sipp as telephones, flite and sox for what is said into them, pocketsphinx to write it down. */
const programs = [
  '/usr/sbin/exim4',
  '/usr/bin/baresip',
  '/usr/bin/sipp',
  '/usr/bin/flite',
  '/usr/bin/sox',
  '/usr/bin/pocketsphinx_continuous',
];
const packages = [
  'exim4-daemon-light',
  'baresip-core',
  'sip-tester',
  'flite',
  'sox',
  'libsox-fmt-mp3',
  'pocketsphinx',
  'pocketsphinx-en-us',
];
const soxReadsMp3 = () => /\bmp3\b/.test(spawnSync('sox', ['--help'], { encoding: 'utf8' }).stdout ?? '');
if (peers) install(packages, () => programs.every((path) => existsSync(path)) && soxReadsMp3());
const counts = [await unit(), peers ? await journeysOutside() : await journeys()];
const sum = counts.reduce(
  (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
  none,
);
for (const one of failures) console.log(`\nFailed: ${one}`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;
