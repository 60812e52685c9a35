import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { copyProject, forgetAll, npmStart, placeOf, type Started, sleep } from './whole-product.ts';

const account = 'trunkline-start';
const canRun = process.getuid?.() === 0 && spawnSync('runuser', ['--version']).status === 0;
const ada = {
  company: 'Analytical Engines',
  name: 'Ada Byron',
  username: 'ada',
  password: 'violet harbour kettle 92',
  cell: '+16502530001',
  email: 'ada@example.com',
};

// As root, because only root can make another account to try it as.
describe.skipIf(!canRun)('npm start on a fresh copy of the project (as root, with runuser)', () => {
  const undo: (() => void)[] = [];
  const running: Started[] = [];
  const ofRoot = `/root/trunkline-start-${process.pid}`;
  afterAll(async () => {
    for (const one of running) await one.stop();
    for (const one of undo.reverse()) one();
  }, 120_000);
  const start = async (folder: string, as: string) => {
    const started = await npmStart(folder, as);
    running.push(started);
    return started;
  };

  test('serves root in /root, and keeps what was made there', { timeout: 120_000 }, async () => {
    undo.push(copyProject(ofRoot, 'root'));
    await keepsWhatWasMade(ofRoot, 'root');
  });

  test('serves an ordinary user, and keeps what was made there', { timeout: 120_000 }, async () => {
    execFileSync('useradd', ['--create-home', account]);
    undo.push(() => execFileSync('userdel', ['--remove', account], { stdio: 'ignore' }));
    const folder = `/home/${account}/trunkline`;
    copyProject(folder, account);
    await keepsWhatWasMade(folder, account);
  });

  test('starts cleanly after kill -9 at any moment of its first minute', { timeout: 240_000 }, async () => {
    const folder = ofRoot;
    forgetAll(folder);
    // In the middle of building, of making the database, of migrating, and of serving; then wherever it happens to be.
    const moments = [400, 1500, 2500, 3500, 5000, 7000].map((ms) => ms * (0.7 + 0.6 * Math.random()));
    for (const [nth, moment] of moments.entries()) {
      const started = await start(folder, 'root');
      await sleep(moment);
      await started.kill(nth % 2 === 0 ? 'all' : 'server');
    }
    const told = `after kills at ${moments.map(Math.round).join(', ')} ms`;
    await keepsWhatWasMade(folder, 'root', told);
    expect(existsSync(`${placeOf(folder)}/postgres/postmaster.pid`), told).toBe(false);
  });

  async function keepsWhatWasMade(folder: string, as: string, told?: string) {
    const first = await start(folder, as);
    expect(await first.firstPageMs(), told).toBeLessThan(60_000);
    expect(await post(first.url, identity.signUp.path, ada), told).toBe(identity.signUp.status);
    await first.stop();
    const second = await start(folder, as);
    await second.firstPageMs();
    expect(await post(second.url, identity.signIn.path, { username: ada.username, password: ada.password })).toBe(200);
    await second.stop();
  }
});

const post = async (url: string, path: string, body: object) => {
  const headers = { 'content-type': 'application/json', origin: url };
  return (await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })).status;
};
