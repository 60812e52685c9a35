import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readWav, toTelephone } from '#contract/wav.ts';

const run = promisify(execFile);

export interface Speaker {
  /** Text as spoken sound at 8 kHz; undefined where no program that speaks is installed. */
  speak(text: string, language: string): Promise<Int16Array | undefined>;
  /** Whether one is. */
  canSpeak(): Promise<boolean>;
}

type Program = { readonly command: string; readonly args: (text: string, wav: string, language: string) => string[] };

// flite sounds best and knows English only; espeak-ng knows every language.
const flite: Program = { command: 'flite', args: (text, wav) => ['-voice', 'slt', '-f', text, '-o', wav] };
const espeak: Program = {
  command: 'espeak-ng',
  args: (text, wav, language) => ['-v', language, '-s', '150', '-w', wav, '-f', text],
};
const kept = 64;
const longestMs = 20_000;

/** Speaks with what the system has: flite or espeak-ng. What was spoken is kept, so a prompt costs once. */
export function createSpeaker(programs: readonly Program[] = [flite, espeak]): Speaker {
  const spoken = new Map<string, Promise<Int16Array | undefined>>();
  return {
    speak(text, language) {
      const key = createHash('sha256').update(`${language}\n${text}`).digest('base64');
      const known = spoken.get(key);
      if (known) return known;
      const sound = render(programs, text, language);
      spoken.set(key, sound);
      if (spoken.size > kept) spoken.delete(spoken.keys().next().value ?? '');
      return sound;
    },
    canSpeak: async () => (await render(programs, 'Hello.', 'en')) !== undefined,
  };
}

async function render(programs: readonly Program[], text: string, language: string): Promise<Int16Array | undefined> {
  const code = /^[a-z]{2}/.exec(language.toLowerCase())?.[0] ?? 'en';
  const dir = await mkdtemp(join(tmpdir(), 'trunkline-speech-'));
  try {
    // By file, not by argument: a text that begins with a dash is a text all the same.
    const source = join(dir, 'text.txt');
    await writeFile(source, text);
    for (const program of programs.filter((one) => one !== flite || code === 'en')) {
      const wav = join(dir, `${program.command}.wav`);
      const spoke = await run(program.command, program.args(source, wav, code), { timeout: longestMs }).then(
        () => true,
        () => false,
      );
      if (spoke) return toTelephone(readWav(await readFile(wav)));
    }
    return undefined;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
