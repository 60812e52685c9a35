import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** What only some processes ever need, and what then needs it. A process is to fit in 160 MB (docs/decisions/0007). */
const rarelyNeeded = {
  sharp: 'a picture that somebody uploads',
  nodemailer: 'SMTP',
  '@aws-sdk/client-s3': 'files in S3',
  stripe: 'cards',
  pdfkit: 'an invoice as PDF',
  '@zxcvbn-ts/core': 'a new password',
  '@zxcvbn-ts/language-common': 'a new password',
  '@simplewebauthn/server': 'passkeys',
  'csv-parse': 'an import of contacts',
  mediabunny: 'sound of voicemails for mails and downloads',
  vite: 'building the web app',
  typescript: 'checking our own code',
};

/** Loads all that `server/start.ts` imports as `server/main.ts` does, starts nothing, and tells which modules that took. */
const loaded = `
  import { registerHooks } from 'node:module';
  const seen = [];
  registerHooks({ load: (url, context, next) => { seen.push(url); return next(url, context); } });
  await import('./server/load.ts');
  await import('./server/start.ts');
  process.stdout.write(JSON.stringify(seen), () => process.exit(0));
`;

test('a start loads no package that only some processes need', { timeout: 60_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', loaded], {
    maxBuffer: 16 * 1024 * 1024,
  });
  const modules = JSON.parse(stdout) as string[];
  // What it does need is there, so that this test sees what it looks at.
  expect(modules.filter((url) => url.includes('/node_modules/fastify/'))).not.toEqual([]);
  expect(modules.some((url) => url.endsWith('/server/features/plan/invoice-pdf.ts'))).toBe(false);
  for (const [name, neededBy] of Object.entries(rarelyNeeded))
    expect(
      modules.filter((url) => url.includes(`/node_modules/${name}/`)),
      `${name} is for ${neededBy}: import it where that happens`,
    ).toEqual([]);
});
