import { defineConfig } from 'vitest/config';

const withCi = process.env.CI !== undefined;
// scripts/test.ts sets it once the other programs are installed.
const withPeers = process.env.PEERS === '1';

export default defineConfig({
  test: {
    include: [
      'contract/**/*.test.ts',
      'server/**/*.test.ts',
      'web/**/*.test.{ts,tsx}',
      ...(withPeers ? ['test/peers/**/*.test.ts'] : []),
    ],
    exclude: ['node_modules/**', 'test/e2e/**'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    // Some tests compare times; on a shared machine one of them may meet a pause.
    retry: withCi ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
