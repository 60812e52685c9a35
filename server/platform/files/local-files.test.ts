import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { filesSuite } from './files.suite.ts';
import { localFiles } from './local-files.ts';

const folders: string[] = [];
async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trunkline-files-'));
  folders.push(folder);
  return folder;
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

filesSuite('files in a folder', async () => ({
  files: localFiles({ dir: join(await freshFolder(), 'files') }),
  close: async () => {},
}));

test('nobody else on the machine can read the files, and nothing lies beside them', async () => {
  const dir = join(await freshFolder(), 'files');
  const files = localFiles({ dir });
  await files.put('pictures/a/64.webp', Buffer.from('x'), 'image/webp');
  expect((await stat(join(dir, 'pictures/a/64.webp'))).mode & 0o777).toBe(0o600);
  expect((await stat(join(dir, 'pictures'))).mode & 0o777).toBe(0o700);
  expect(await readdir(join(dir, 'pictures/a'))).toEqual(['64.webp']);
});

test('a folder that cannot be written is told in a sentence', async () => {
  const folder = await freshFolder();
  await writeFile(join(folder, 'files'), 'a file where the folder should be');
  await expect(localFiles({ dir: join(folder, 'files') }).check()).rejects.toThrow(
    /^Files cannot be kept: E(EXIST|NOTDIR)/,
  );
});
