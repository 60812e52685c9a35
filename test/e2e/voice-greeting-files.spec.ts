import { fileURLToPath } from 'node:url';
import { sampleRate } from '#contract/mu-law.ts';
import { tone } from '#contract/tones.ts';
import { readWav } from '#contract/wav.ts';
import { likeness } from '../peers/envelope.ts';
import { expect, onlyBrowser, test } from './calls.ts';
import { soundHeardBy } from './heard.ts';

// Made of `greeting` below by ffmpeg, as telephones and computers record:
// -c:a aac -b:a 16k -ar 44100 (m4a), -c:a libopus -b:a 12k -ar 48000 (ogg).
const kinds = [
  { name: 'greeting.m4a', type: 'audio/mp4; codecs="mp4a.40.2"' },
  { name: 'greeting.ogg', type: 'audio/ogg; codecs="opus"' },
] as const;

for (const { name, type } of kinds)
  test(`a greeting uploaded as ${name} is played to the person and to callers as it was recorded`, async ({
    line,
    aTelephone,
  }) => {
    const ada = await line(onlyBrowser);
    const { page } = ada;
    await page.goto('/settings/phone');
    const card = page.getByRole('region', { name: 'Greeting' });
    await card.locator('input[type=file]').setInputFiles(fileURLToPath(new URL(`greetings/${name}`, import.meta.url)));
    if (await page.evaluate((kind) => new Audio().canPlayType(kind) === '', type)) {
      // Not every build of Chromium comes with AAC: then it says what works instead.
      await expect(card.getByText('This browser cannot read the file as sound.')).toContainText('mp3 or wav');
      return;
    }
    await expect(card.getByText('Your own recording')).toBeVisible();
    await expect(card.getByText('0:04 long')).toBeVisible();

    await card.getByRole('button', { name: 'Play greeting' }).click();
    const player = card.locator('audio');
    await expect
      .poll(() => player.evaluate(({ currentTime, error }: HTMLAudioElement) => (error === null ? currentTime : -1)))
      .toBeGreaterThan(1);
    const length = await player.evaluate(({ duration }: HTMLAudioElement) => duration);
    expect(length).toBeGreaterThan(3.9);
    expect(length).toBeLessThan(4.2);
    const kept = readWav(await (await ada.context.request.get('/api/settings/phone/greeting')).body());
    expect(kept).toMatchObject({ rate: sampleRate, channels: 1 });
    expect(likeness(greeting.subarray(0, 3.5 * sampleRate), kept.samples)).toBeGreaterThan(0.97);

    const caller = await aTelephone();
    const heard = soundHeardBy(caller.page);
    await caller.call(ada.number);
    // It rings first, so that the page hears the greeting from its beginning.
    await caller.shows('talks', ada.number, 30_000);
    await expect.poll(() => heard().length, { timeout: 30_000 }).toBeGreaterThan(4 * sampleRate);
    await caller.press('Hang up');
    const middle = greeting.subarray(sampleRate, 3.5 * sampleRate);
    expect(likeness(middle, heard())).toBeGreaterThan(0.97);
    // Backwards it is another sound, and not like it.
    expect(likeness(middle.toReversed(), heard())).toBeLessThan(0.8);
  });

/** Four seconds of tones and pauses of many lengths (in Hz and ms). */
const greeting = Int16Array.from(
  [
    [440, 700],
    [0, 200],
    [660, 250],
    [0, 150],
    [550, 900],
    [0, 350],
    [880, 150],
    [0, 100],
    [440, 400],
    [0, 300],
    [660, 500],
  ].flatMap(([hz = 0, ms = 0]) => [...tone([hz], ms, hz === 0 ? 0 : 0.3)]),
);
