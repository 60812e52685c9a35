import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = new URL('..', import.meta.url).pathname;

// A small tree of the same shape as ours, each file breaking one rule and named for it.
const seeded: Record<string, string> = {
  'contract/plain.ts': 'export const plain = 1;',
  'contract/bad.ts': "export { made } from '../server/platform/made.ts';",
  'server/platform/made.ts': 'export const made = 1;',
  'server/platform/bad.ts': "export { act } from '../features/identity/index.ts';",
  'server/platform/round.ts': "export { trip } from './trip.ts';",
  'server/platform/trip.ts': "export { round as trip } from './round.ts';\nexport const round = 1;",
  'server/carriers/bad.ts': "export { act } from '../features/identity/index.ts';",
  'server/features/identity/index.ts': "export { act } from './act.ts';",
  'server/features/identity/act.ts': 'export const act = 1;',
  'server/features/identity/bad.ts': "export { set } from '../settings/index.ts';",
  'server/features/settings/index.ts': "export { set } from './set.ts';",
  'server/features/settings/set.ts': "export { act as set } from '../identity/index.ts';",
  'server/features/settings/bad.ts': "export { act } from '../identity/act.ts';",
  'server/features/settings/bad-process.ts': "export { app } from '../../app.ts';",
  'server/app.ts': 'export const app = 1;',
  'server/bad.ts': "export { act } from './features/identity/act.ts';",
  'server/bad-web.ts': "export { page } from '../web/app/page.ts';",
  'web/app/page.ts': 'export const page = 1;',
  'web/ui/bad.ts': "export { card } from '../features/phone/card.ts';",
  'web/features/phone/card.ts': 'export const card = 1;',
  'web/features/phone/bad.ts': "export { made } from '../../../server/platform/made.ts';",
  'web/features/mail/bad.ts': "export { card } from '../phone/card.ts';",
};

let dir: string;
let broken: { from: string; rule: string }[];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trunkline-boundaries-'));
  for (const [path, text] of Object.entries(seeded)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  await cp(join(root, '.dependency-cruiser.cjs'), join(dir, '.dependency-cruiser.cjs'));
  await cp(join(root, 'package.json'), join(dir, 'package.json'));
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));
  const args = ['contract', 'server', 'web', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { stdout } = await run(join(root, 'node_modules/.bin/depcruise'), args, { cwd: dir }).catch(
    (error: { stdout: string }) => error,
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  broken = summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
}, 120_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

test.each([
  ['contract/bad.ts', 'contract-knows-nobody'],
  ['server/platform/bad.ts', 'platform-knows-no-feature'],
  ['server/platform/round.ts', 'no-cycles'],
  ['server/carriers/bad.ts', 'carriers-know-no-feature'],
  ['server/features/identity/bad.ts', 'identity-knows-no-higher-feature'],
  ['server/features/settings/bad.ts', 'features-enter-by-the-front-door'],
  ['server/features/settings/bad-process.ts', 'features-know-no-process'],
  ['server/bad.ts', 'everybody-enters-by-the-front-door'],
  ['server/bad-web.ts', 'server-knows-no-web'],
  ['web/ui/bad.ts', 'ui-has-no-product-words'],
  ['web/features/phone/bad.ts', 'web-and-server-meet-in-the-contract'],
  ['web/features/mail/bad.ts', 'web-features-do-not-meet'],
])('%s breaks the rule "%s", and it is seen', (from, rule) => {
  expect(broken).toContainEqual({ from, rule });
});

test('what keeps to the rules breaks none', () => {
  for (const path of [
    'contract/plain.ts',
    'server/features/settings/set.ts',
    'server/features/settings/index.ts',
    'server/app.ts',
  ]) {
    expect(broken.filter((one) => one.from === path)).toEqual([]);
  }
});
