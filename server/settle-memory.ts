import { flushCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// When the first pages have been served and the first jobs taken.
const afterStartMs = 4_000;

/**
 * Gives back what starting took: half of the heap is then garbage, and V8 keeps it until there is work to collect it for.
 * One full collection, about a tenth of a second, once. And what was compiled is written down for the next start, which a
 * process that is killed would never do. docs/decisions/0007 has the figures.
 */
export function settleMemory(): void {
  setTimeout(() => {
    flushCompileCache();
    setFlagsFromString('--expose-gc');
    const collect: (how: { type: 'major'; flavor: 'last-resort' }) => void = runInNewContext('gc');
    collect({ type: 'major', flavor: 'last-resort' });
  }, afterStartMs).unref();
}
