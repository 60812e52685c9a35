import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = `${root}dist/web`;
const stampFile = `${root}dist/web.stamp`;
const inputs = [
  'index.html',
  'vite.config.ts',
  'scripts/slim-contract.ts',
  'scripts/theme-styles.ts',
  'package-lock.json',
  'web/**/*',
  'contract/**/*',
];

/** Builds the web app into dist/web, unless what it is made from has not changed since the last time. `--always` builds anyway. */
async function buildWeb(always: boolean): Promise<void> {
  const stamp = stampOfInputs();
  if (
    !always &&
    existsSync(`${built}/index.html`) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp
  )
    return;
  const { build } = await import('vite');
  mkdirSync(`${root}dist`, { recursive: true });
  // Built beside and moved into place: a server that runs meanwhile keeps serving whole files.
  const fresh = `${root}dist/web-${process.pid}`;
  const old = `${fresh}-old`;
  const frames = `${fresh}-frames`;
  try {
    await build({ root, logLevel: 'warn', build: { outDir: fresh } });
    await build({
      root,
      logLevel: 'warn',
      publicDir: false,
      build: { ssr: 'web/app/first-frames.tsx', outDir: frames },
    });
    await writeFrames(`${fresh}/.vite/first-frames.json`, `${frames}/first-frames.js`);
    compress(fresh);
    rmSync(stampFile, { force: true });
    if (existsSync(built)) renameSync(built, old);
    renameSync(fresh, built);
    writeFileSync(stampFile, stamp);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
    rmSync(frames, { recursive: true, force: true });
  }
}

/** What pages show before the app has begun is drawn by the app's own parts, here and now. */
async function writeFrames(file: string, drawing: string): Promise<void> {
  const { firstFrames } = (await import(drawing)) as { firstFrames: () => Record<string, string> }; // web/app/first-frames.tsx
  writeFileSync(file, JSON.stringify(firstFrames()));
}

/** Text travels compressed; doing it once here is smaller and cheaper than doing it for each visitor. */
function compress(folder: string): void {
  for (const path of globSync('**/*.{js,css,html,svg}', { cwd: folder })) {
    const text = readFileSync(`${folder}/${path}`);
    writeFileSync(
      `${folder}/${path}.br`,
      brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    );
    writeFileSync(`${folder}/${path}.gz`, gzipSync(text, { level: 9 }));
  }
}

function stampOfInputs(): string {
  const hash = createHash('sha256');
  const files = globSync(inputs, { cwd: root }).filter(
    (path) => !path.includes('.test.') && statSync(root + path).isFile(),
  );
  for (const path of files.sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(root + path))
      .update('\0');
  return hash.digest('hex');
}

await buildWeb(process.argv.includes('--always'));
