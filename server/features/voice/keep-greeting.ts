import { normalised, speechMs } from '#contract/loudness.ts';
import { sampleRate } from '#contract/mu-law.ts';
import { voiceErrors as e } from '#contract/voice.ts';
import { readWav, toTelephone, WavError, writeWav } from '#contract/wav.ts';
import type { Deps } from '#server/deps.ts';
import { changed, record, withLine } from '#server/features/identity/index.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { newToken } from '#server/platform/secrets.ts';
import { greetingFile } from './greeting-files.ts';
import { findPhoneSettings, writePhoneSettings } from './store.ts';
import { usualRules } from './usual-rules.ts';

const longestSeconds = 60;

/** Greets callers with an uploaded or recorded WAV. Throws `voice.greeting_not_sound`, `_too_long`, `_empty`. */
export async function uploadGreeting(deps: Deps, caller: Caller, file: Uint8Array): Promise<void> {
  await keepGreeting(deps, caller, samplesIn(file), null);
}

/** Greets callers with a text that is spoken, or with the greeting that comes with the product. Throws `voice.cannot_speak`, `_too_long`, `_empty`. */
export async function writeGreeting(deps: Deps, caller: Caller, text: string | null): Promise<void> {
  if (text === null) return keepGreeting(deps, caller, null, null);
  const words = text.replace(/\s+/g, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(words)) throw new AppError(e.greetingEmpty, { field: 'text' });
  const found = await deps.speaker.speak(words, await languageOf(deps, caller));
  if (!found) throw new AppError(e.cannotSpeak, { field: 'text' });
  await keepGreeting(deps, caller, found, words);
}

const languageOf = (deps: Deps, caller: Caller) => withLine(deps.db, caller, async (_tx, current) => current.language);

function samplesIn(file: Uint8Array): Int16Array {
  try {
    return toTelephone(readWav(file));
  } catch (error) {
    if (error instanceof WavError)
      throw new AppError(error.fault === 'empty' ? e.greetingEmpty : e.greetingNotSound, { field: 'greeting' });
    throw error;
  }
}

async function keepGreeting(
  deps: Deps,
  caller: Caller,
  samples: Int16Array | null,
  text: string | null,
): Promise<void> {
  const made = samples && (await store(deps, samples));
  const former = await withLine(deps.db, caller, async (tx, current) => {
    const before = await findPhoneSettings(tx, caller.companyId, caller.lineId);
    await writePhoneSettings(
      tx,
      { companyId: caller.companyId, lineId: caller.lineId, rules: usualRules },
      { greetingFile: made?.key ?? null, greetingText: text, greetingSeconds: made?.seconds ?? null },
    );
    await record(tx, deps, caller, 'greeting.changed', {
      kind: text === null ? (made ? 'recording' : 'default') : 'text',
    });
    await changed(tx, current);
    return before?.greetingFile;
  });
  // Whoever is hearing it now has it whole already.
  if (former) await deps.files.remove(greetingFile(former));
}

async function store(deps: Deps, samples: Int16Array): Promise<{ key: string; seconds: number }> {
  const seconds = samples.length / sampleRate;
  if (seconds > longestSeconds)
    throw new AppError(e.greetingTooLong, { field: 'greeting', detail: { seconds: Math.round(seconds) } });
  if (speechMs(samples) === 0) throw new AppError(e.greetingEmpty, { field: 'greeting' });
  const key = newToken(16);
  await deps.files.put(greetingFile(key), writeWav(normalised(samples)), 'audio/wav');
  return { key, seconds: Math.round(seconds * 10) / 10 };
}
