import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The journeys go through the pages as they are written now. */
// biome-ignore lint/style/noDefaultExport: the test runner asks for one
export default function build() {
  execFileSync(`${root}/node_modules/.bin/node`, ['scripts/build-web.ts'], { cwd: root, stdio: 'inherit' });
}
