import { readFile } from 'node:fs/promises';
import type { Language } from '#contract/identity.ts';
import { sampleRate } from '#contract/mu-law.ts';
import { readWav, toTelephone } from '#contract/wav.ts';
import type { Files } from '#server/platform/files/files.ts';

/** The greeting that comes with the product, recorded once. */
export const defaultGreeting = (language: Language) => `default-${language}`;
export const greetingFile = (key: string) => `greetings/${key}/greeting.wav`;

const shipped: Readonly<Record<string, URL>> = {
  'default-en': new URL('./sounds/greeting-en.wav', import.meta.url),
  'default-es': new URL('./sounds/greeting-es.wav', import.meta.url),
};

/** A greeting's WAV file by its key; undefined when there is none. */
export async function readGreeting(files: Files, key: string): Promise<Uint8Array | undefined> {
  const own = Object.hasOwn(shipped, key) ? shipped[key] : undefined;
  if (own) return readFile(own);
  return /^[\w-]{16,64}$/.test(key) ? (await files.get(greetingFile(key)))?.content : undefined;
}

export async function secondsOfGreeting(files: Files, key: string): Promise<number> {
  const file = await readGreeting(files, key);
  return file ? Math.round((toTelephone(readWav(file)).length / sampleRate) * 10) / 10 : 0;
}
