import type { Page } from '@playwright/test';
import { conversations, expect, phoneOf, test } from './calls.ts';
import { heardBy } from './heard.ts';
import type { Person } from './journey.ts';
import { national } from './outside-world.ts';

test('a handset that is let ring: who called it hears it ring until its time is up, and is told that nobody answered', async ({
  person,
  aTelephone,
}) => {
  const ada = await person();
  const { page } = ada;
  const phone = await aTelephone();
  const tones = await tonesOf(ada);
  await page.goto('/calls');
  await page.getByLabel('Number to call').fill(national(phone.number));
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await phone.shows('rings', ada.number);
  await expect(phone.page.getByText('Do nothing to let it ring.')).toBeVisible();
  const began = Date.now();
  await expect(phoneOf(page).getByText(`Calling ${national(phone.number)}`)).toBeVisible();
  await expect.poll(() => tones(ringback).then((heard) => heard.length)).toBeGreaterThan(0);
  expect(await tones(unobtainable)).toEqual([]);

  await phone.rests(60_000);
  const rang = (Date.now() - began) / 1000;
  expect(rang).toBeGreaterThan(40);
  expect(rang).toBeLessThan(55);
  await expect(phoneOf(page).getByText(`Call to ${national(phone.number)}`)).toBeVisible();
  await expect(phoneOf(page).getByText('Nobody answered')).toBeVisible();
  // Every six seconds it rang; now there are the tones of a call that came to nothing, and it rings no more.
  await expect.poll(() => tones(unobtainable).then((heard) => heard.length)).toBeGreaterThan(0);
  const rings = await tones(ringback);
  expect(rings.length).toBeGreaterThanOrEqual(6);
  expect(rings.length).toBeLessThanOrEqual(9);
  await phoneOf(page).getByRole('button', { name: 'Close' }).click();
  await expect(phoneOf(page)).toBeHidden();
  await page.waitForTimeout(7000);
  expect(await tones(ringback)).toHaveLength(rings.length);

  const call = page.getByRole('listitem').filter({ hasText: national(phone.number) });
  await expect(call).toContainText('Not answered · Nobody answered');
  await page.goto('/inbox');
  const thread = conversations(page).getByRole('link', { name: national(phone.number) });
  await thread.click();
  await expect(page.getByRole('log').getByText(/You called · not answered/)).toBeVisible();
});

test('a call that is declined says so to who placed it; one that they end themselves says nothing', async ({
  person,
  aTelephone,
}) => {
  const ada = await person();
  const { page } = ada;
  const phone = await aTelephone();
  await page.goto('/calls');
  const dial = async () => {
    await page.getByLabel('Number to call').fill(national(phone.number));
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await phone.shows('rings', ada.number);
  };
  await dial();
  await phone.press('Decline');
  await expect(phoneOf(page).getByText('Declined')).toBeVisible();
  // The next call takes its place.
  await dial();
  await expect(phoneOf(page).getByText('Declined')).toHaveCount(0);
  await phoneOf(page).getByRole('button', { name: 'Hang up' }).click();
  await phone.rests();
  await expect(phoneOf(page)).toBeHidden();
  const calls = page.getByRole('listitem').filter({ hasText: national(phone.number) });
  await expect(calls.first()).toContainText('You hung up before an answer');
  await expect(calls.last()).toContainText('Declined');
});

test('a cell that is let ring: after the ring time the caller hears that nobody is there, and the line has a missed call', async ({
  line,
  aTelephone,
}) => {
  const ada = await line({ ringBrowser: false, voicemail: false, ringSeconds: 10 });
  const { page } = ada;
  const [cell, caller] = [await aTelephone(ada.cell), await aTelephone()];
  const hears = heardBy(caller.page);
  await page.goto('/inbox');
  await caller.call(ada.number);
  await cell.shows('rings', caller.number);
  await expect(cell.page.getByText('Do nothing to let it ring.')).toBeVisible();
  await caller.shows('calls', ada.number);
  const began = Date.now();
  await cell.rests(30_000);
  expect((Date.now() - began) / 1000).toBeGreaterThan(8);
  await caller.shows('talks', ada.number);
  // A sentence, and then the line is closed.
  await expect.poll(hears, { timeout: 20_000 }).toBeGreaterThan(50);
  await caller.rests(30_000);
  await expect(conversations(page).getByRole('link', { name: national(caller.number) })).toContainText('Missed call');
  await page.goto('/calls');
  await expect(page.getByRole('listitem').filter({ hasText: national(caller.number) })).toContainText(
    'Missed call · Nobody answered',
  );
});

const ringback = 440;
const unobtainable = 620;

/** The tones that pages of a person make by themselves, by pitch: when each of them begins. */
async function tonesOf({ context, page }: Person): Promise<(pitch: number) => Promise<readonly number[]>> {
  await context.addInitScript(() => {
    const made: { pitch: number; at: number }[] = [];
    Object.assign(window, { tonesMade: made });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (...given) {
      made.push({ pitch: this.frequency.value, at: Date.now() });
      return start.apply(this, given);
    };
  });
  const read = (at: Page) =>
    at.evaluate(() => (window as unknown as { tonesMade: { pitch: number; at: number }[] }).tonesMade); // as just put there
  return async (pitch) => (await read(page)).filter((one) => one.pitch === pitch).map(({ at }) => at);
}
