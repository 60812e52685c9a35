import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { readWav } from '#contract/wav.ts';

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-speech-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A sound file of any kind that sox reads, as the telephone carries it; `before` and `after`: seconds of silence put there. */
export const soundIn = (file: Uint8Array, name: string, before = 0, after = 0): Int16Array =>
  inFolder((folder) => {
    const [given, ready] = [join(folder, `given${extname(name)}`), join(folder, 'ready.wav')];
    writeFileSync(given, file);
    execFileSync('sox', [given, '-r', '8000', '-c', '1', '-b', '16', ready, 'pad', String(before), String(after)]);
    return readWav(readFileSync(ready)).samples;
  });

/** Words as flite speaks them. */
export const speech = (words: string, before = 0, after = 0): Int16Array =>
  inFolder((folder) => {
    const file = join(folder, 'spoken.wav');
    execFileSync('flite', ['-voice', 'slt', '-t', words, '-o', file]);
    return soundIn(readFileSync(file), file, before, after);
  });
