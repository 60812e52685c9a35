import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshNumber, type World, world } from '#test/world.ts';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('../../../docs/examples', import.meta.url));
const has = (program: string) => spawnSync(program, ['--version']).status === 0;

let w: World;
let ada: Awaited<ReturnType<World['line']>>;
let base: string;
beforeAll(async () => {
  w = await world();
  ada = await w.line();
  await w.drainJobs();
  base = await w.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => w.close());

for (const [language, program, file] of [
  ['curl', 'sh', 'first-text.sh'],
  ['JavaScript', process.execPath, 'first-text.mjs'],
  ['Python', 'python3', 'first-text.py'],
  ['Ruby', 'ruby', 'first-text.rb'],
] as const) {
  const isHere = language === 'curl' ? has('curl') : has(program);
  test.skipIf(!isHere)(`the example in ${language} adds a contact, texts it and reads the inbox`, async () => {
    const { stdout } = await run(program, [file], {
      cwd: folder,
      env: { ...process.env, BASE: base, USERNAME: ada.username, API_KEY: ada.apiKey, NUMBER: freshNumber() },
    });
    expect(stdout).toContain(`Hello from ${language}`);
  });
}
