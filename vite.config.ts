import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { slimContract } from './scripts/slim-contract.ts';
import { themeStyles } from './scripts/theme-styles.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = 'http://127.0.0.1:3000';

/** Files by their paths, or the beginnings of them, wherever the project lies. */
const at = (...paths: string[]) => new RegExp(`[\\\\/](${paths.join('|').replaceAll('/', '[\\\\/]')})`);

/** Shared parts that only some pages have, or that come with their first use; and the styles, which come before all code. */
const laterParts = [
  'call-sound',
  'code-',
  'countdown',
  'edit-in-place',
  'linked-text',
  'mantine-styles',
  'modal',
  'new-password',
  'panel',
  'password-',
  'refusal-words-es',
  'search-field',
  'search-select-list',
  'settings-frame',
  'styles',
  'table',
  'undo-note',
  'upload',
  'window-list',
];
const controls = [
  'ActionIcon',
  'Anchor',
  'Checkbox',
  'Group',
  'List',
  'NativeSelect',
  'Progress',
  'SegmentedControl',
  'Skeleton',
  'Stack',
  'Switch',
  'Text',
  'TextInput',
  'Title',
];
/** What the frame around every page takes from the features. */
const frame = [
  'web/app/words',
  'web/features/(company|identity|plan)/index',
  'web/features/company/use-planned-deletion',
  'web/features/messages/use-inbox',
  'web/features/voice/use-calls',
  'contract/policy',
  '@tanstack/react-query/build/modern/(useInfiniteQuery|useMutation)',
];
/** What the first cards of My Settings share with the later ones. */
const firstCards = [
  'words',
  'profile-words',
  'picture-file',
  'use-field',
  'use-preference',
  'use-settings',
  'field-notes',
  'own-card',
  'card-titles',
  'settings.module',
  'picture.module',
];

export default defineConfig({
  publicDir: 'web/public',
  plugins: [slimContract(), themeStyles(), react()],
  resolve: {
    // The browser needs an endpoint's method and path, never its schemas: the server validates both ways.
    alias: [{ find: /^typebox$/, replacement: here('./web/lib/no-schemas.ts') }],
  },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    // The server reads it to announce a page's code in the page.
    manifest: true,
    target: 'es2022',
    // Inlined fonts and pictures would be sent again with every page; files are cached for good.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // A schema that nothing in the browser names is left out.
      treeshake: { manualPureFunctions: ['Type', 'maybe', 'oneOf', 'was'] },
      output: {
        codeSplitting: {
          // Few files, and what comes with its first use apart: forty files of a few hundred bytes cost a slow device more
          // than their contents. A group takes along what its files stand on.
          groups: [
            // By itself: the entry loads with it, and must not wait for what others share.
            { name: 'loading', test: /vite.preload-helper/, priority: 3 },
            { name: 'react', test: at('node_modules/(react|react-dom|scheduler)/'), priority: 2 },
            { name: 'router', test: at('node_modules/@tanstack/(react-router|router-core|history)/'), priority: 2 },
            { name: 'parts', test: at(`web/(lib|ui)/(?!${laterParts.join('|')})`) },
            { name: 'controls', test: at(`@mantine/core/esm/components/(${controls.join('|')})/`) },
            { name: 'frame', test: at(...frame) },
            { name: 'settings', test: at(`web/features/settings/(${firstCards.join('|')})\\.`) },
          ],
        },
      },
    },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/simulator', '/v1', '/docs', '/openapi.json'].map((path) => [
        path,
        { target: server, changeOrigin: false },
      ]),
    ),
  },
});
