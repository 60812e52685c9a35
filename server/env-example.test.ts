import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { envExampleText } from './cli/env-example.ts';
import { settingList } from './config.ts';

test('.env.example names every setting, as the command line prints it', async () => {
  const file = await readFile(new URL('../.env.example', import.meta.url), 'utf8');
  expect(file).toBe(envExampleText());
  for (const { name, says } of Object.values(settingList)) {
    expect(file).toContain(`# ${name}=`);
    expect(says).toMatch(/\.$/);
  }
});
