import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readWav, toTelephone } from '#contract/wav.ts';
import type { Transcriber } from './transcriber.ts';

const run = promisify(execFile);
const command = 'pocketsphinx_continuous';
const longestMs = 120_000;

/** CMU's recogniser from the system's packages: small, offline, and good for a draft. */
export function pocketsphinx(): Transcriber {
  let there: Promise<boolean> | undefined;
  return {
    name: 'pocketsphinx',
    isThere() {
      // Called without arguments it explains itself and leaves with an error; only a missing program has no exit code.
      there ??= run(command, []).then(
        () => true,
        (error: { code?: unknown }) => error.code !== 'ENOENT',
      );
      return there;
    },
    async transcribe(wav) {
      const dir = await mkdtemp(join(tmpdir(), 'trunkline-transcript-'));
      try {
        const file = join(dir, 'speech.raw');
        await writeFile(file, prepared(toTelephone(readWav(wav))));
        const { stdout } = await run(command, ['-infile', file, '-logfn', '/dev/null'], { timeout: longestMs });
        const words = stdout.replace(/\s+/g, ' ').trim();
        return words === '' ? undefined : words;
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    },
  };
}

/**
 * Telephone sound as the recogniser's model expects it: 16 kHz, with faint noise above 4 kHz where the telephone has
 * nothing. Without the noise it hears nonsense.
 */
function prepared(samples: Int16Array): Buffer {
  const raw = Buffer.alloc(samples.length * 4);
  let [seed, before] = [1, 0];
  for (let n = 0; n < samples.length * 2; n += 1) {
    const at = n >> 1;
    const here = samples[at] ?? 0;
    const between = n % 2 === 0 ? here : (here + (samples[at + 1] ?? here)) / 2;
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const noise = (seed / 2_147_483_648 - 0.5) * 1300;
    // The difference of neighbours is what is high in noise.
    raw.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(between + (noise - before) / 2))), n * 2);
    before = noise;
  }
  return raw;
}
