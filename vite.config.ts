import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { slimContract } from './scripts/slim-contract.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = 'http://127.0.0.1:3000';

export default defineConfig({
  publicDir: 'web/public',
  plugins: [slimContract(), react()],
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
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2 },
            {
              name: 'router',
              test: /node_modules[\\/]@tanstack[\\/](react-router|router-core|history)[\\/]/,
              priority: 2,
            },
            // Our shared parts, the common controls, and what they stand on: forty files of a few hundred bytes cost a slow
            // device more than their contents. What comes with its first use stays out.
            {
              name: 'parts',
              test: /[\\/]web[\\/](lib|ui)[\\/](?!call-sound|code-|countdown|edit-in|linked|modal|new-password|password|refusal-words-es|search-(field|select-list)|table|undo|upload|window)/,
            },
            {
              name: 'controls',
              test: /@mantine[\\/]core[\\/]esm[\\/]components[\\/](Anchor|Checkbox|Group|List|NativeSelect|Progress|SegmentedControl|Skeleton|Stack|Switch|Text|TextInput)[\\/]/,
            },
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
