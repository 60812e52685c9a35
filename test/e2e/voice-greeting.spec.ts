import type { APIRequestContext } from '@playwright/test';
import { sampleRate } from '#contract/mu-law.ts';
import { tone } from '#contract/tones.ts';
import { readWav, writeWav } from '#contract/wav.ts';
import { mp3Of } from '#server/platform/sound/mp3.ts';
import { likeness } from '../peers/envelope.ts';
import { expect, onlyBrowser, setRules, test, wayOf } from './calls.ts';
import { heardBy, soundHeardBy } from './heard.ts';
import { mobile, nextNumber } from './journey.ts';
import { national } from './outside-world.ts';

const aSecond = 50;

test('the greeting is what the line recorded, uploaded or wrote; without voicemail nobody can leave one', async ({
  person,
  aTelephone,
}) => {
  const ada = await person();
  const { page } = ada;
  // Nothing rings, so that the greeting comes at once.
  await setRules(ada, { forwardToCell: false, ringBrowser: false });
  const caller = await aTelephone();
  const hears = heardBy(caller.page);
  await page.goto('/settings/phone');
  const card = page.getByRole('region', { name: 'Greeting' });
  await card.getByRole('button', { name: 'Record' }).click();
  await expect(card.getByText(/Recording, 0:02/)).toBeVisible();
  await card.getByRole('button', { name: 'Stop and use it' }).click();
  await expect(card.getByText('Your own recording')).toBeVisible();
  await card.getByRole('button', { name: 'Play greeting' }).click();
  await expect(card.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();

  await card.locator('input[type=file]').setInputFiles(await soundFile(tone([440], 3800)));
  await expect(card.getByText('0:04 long')).toBeVisible();
  await caller.call(ada.number);
  await caller.shows('talks', ada.number);
  // Four seconds of it and no more than what our own beep adds.
  await expect.poll(hears, { timeout: 20_000 }).toBeGreaterThan(3 * aSecond);
  await caller.press('Hang up');
  await caller.rests();

  await card
    .locator('input[type=file]')
    .setInputFiles({ name: 'long.wav', mimeType: 'audio/wav', buffer: threeMinutes() });
  await expect(card.getByText('A greeting is at most 60 seconds long.')).toBeVisible();
  await card
    .locator('input[type=file]')
    .setInputFiles({ name: 'sound.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('PK\u0003\u0004 no sound') });
  await expect(card.getByText('This browser cannot read the file as sound.')).toBeVisible();
  await expect(card.getByText('0:04 long')).toBeVisible();

  await page.getByRole('switch', { name: 'Callers can leave a voicemail' }).click({ force: true });
  await expect(wayOf(page)).toContainText('The caller hears that nobody is there.');
  await caller.call(ada.number);
  await caller.shows('talks', ada.number);
  await caller.rests(30_000);
  await page.goto('/calls');
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: national(caller.number) })
      .first(),
  ).toContainText('Missed call');
});

const threeMinutes = () => Buffer.from(writeWav(new Int16Array(180 * sampleRate)));

test('a greeting that is written is spoken to the caller, word for word', async ({ line, aTelephone }) => {
  const ada = await line(onlyBrowser);
  const { page } = ada;
  await page.goto('/settings/phone');
  const card = page.getByRole('region', { name: 'Greeting' });
  await expect(card.getByText('The greeting that comes with Trunkline')).toBeVisible();
  test.skip(await card.getByText('This server cannot speak texts').isVisible(), 'needs flite or espeak-ng');
  const usual = await greetingOf(ada.context.request);
  await card
    .getByLabel('Text of the greeting')
    .fill('You have reached the harbour office. We are at sea until Monday.');
  await card.getByRole('button', { name: 'Use this text' }).click();
  await expect(card.getByText('A text that is spoken')).toBeVisible();
  const spoken = await greetingOf(ada.context.request);
  const caller = await aTelephone();
  const heard = soundHeardBy(caller.page);
  await caller.call(ada.number);
  // It rings first, so that the page hears the greeting from its beginning.
  await caller.shows('talks', ada.number, 30_000);
  const middle = spoken.subarray(sampleRate, spoken.length - sampleRate / 2);
  await expect.poll(() => heard().length, { timeout: 30_000 }).toBeGreaterThan(spoken.length - sampleRate / 2);
  await caller.press('Hang up');
  expect(likeness(middle, heard())).toBeGreaterThan(0.98);
  expect(likeness(usual.subarray(0, middle.length), heard())).toBeLessThan(0.9);

  await card.getByRole('button', { name: 'Use the greeting of Trunkline' }).click();
  await expect(card.getByText('The greeting that comes with Trunkline')).toBeVisible();
});

/** The greeting that callers hear now, as the page plays it. */
async function greetingOf(request: APIRequestContext): Promise<Int16Array> {
  const answer = await request.get('/api/settings/phone/greeting');
  return readWav(await answer.body()).samples;
}

test('a voicemail is written down where the line wants it, and says that it is a draft', async ({
  desk,
  line,
}, info) => {
  const ada = await line({ forwardToCell: false, ringBrowser: false });
  const { page } = ada;
  await page.goto('/settings/phone');
  const writes = page.getByRole('switch', { name: 'Write voicemails down' });
  await expect(writes).toBeVisible();
  test.skip(await writes.isDisabled(), 'needs pocketsphinx');
  const words = 'Hello. Please call me back tomorrow morning. Thank you very much.';
  const script = `<Response><Pause length="8"/><Say>${words}</Say><Pause length="1"/></Response>`;
  const leave = async (from: string) => {
    const answer = await desk.request.post(`/simulator/handsets/${encodeURIComponent(from)}/call`, {
      data: { to: ada.number, script },
    });
    expect(answer.ok()).toBe(true);
  };
  const [first, second] = [mobile(nextNumber(info.parallelIndex)), mobile(nextNumber(info.parallelIndex))];
  await leave(first);
  await page.goto('/calls');
  const call = (from: string) => page.getByRole('listitem').filter({ hasText: national(from) });
  await expect(call(first).getByRole('button', { name: 'Play' })).toBeVisible({ timeout: 60_000 });

  await page.goto('/settings/phone');
  await writes.click({ force: true });
  await expect(wayOf(page)).toContainText('A machine writes it down, as a draft.');
  await page.goto('/calls');
  await leave(second);
  await expect(call(second).getByText('Written down by a machine (a draft)')).toBeVisible({ timeout: 90_000 });
  await expect(call(second).getByRole('blockquote')).toContainText(/tomorrow/);
  await expect(call(first).getByText('Written down by a machine (a draft)')).toHaveCount(0);
  await desk.goto('/mailbox');
  const mail = desk
    .getByRole('navigation', { name: 'Mails' })
    .getByRole('button')
    .filter({ hasText: `Voicemail from ${national(second)}` })
    .filter({ hasText: ada.email });
  await mail.click();
  await expect(desk.frameLocator('iframe').locator('body')).toContainText(/tomorrow/);
  await expect(desk.frameLocator('iframe').locator('body')).toContainText(/draft/);
});

/** As people have it: an mp3 where this installation can write one. */
async function soundFile(samples: Int16Array) {
  const mp3 = await mp3Of(samples);
  return mp3 === undefined
    ? { name: 'hello.wav', mimeType: 'audio/wav', buffer: Buffer.from(writeWav(samples)) }
    : { name: 'hello.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from(mp3) };
}
