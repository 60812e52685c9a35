import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './journey.ts';

const jpeg = () =>
  sharp(randomBytes(600 * 400 * 3), { raw: { width: 600, height: 400, channels: 3 } })
    .jpeg()
    .toBuffer();
const cardOf = (page: Page) => page.getByRole('region', { name: 'Picture' });
const inTopBar = (page: Page) => page.getByRole('banner').locator('img[src*="/pictures/"]');

/** From the disk, as people do: eleven megabytes in a message to the browser take a busy machine too long. */
async function choose(page: Page, name: string, content: Buffer) {
  const file = test.info().outputPath(name);
  await writeFile(file, content);
  const chooser = page.waitForEvent('filechooser');
  await cardOf(page).getByRole('button', { name: 'Choose file' }).click();
  await (await chooser).setFiles(file);
}

async function upload(page: Page) {
  await choose(page, 'ada.jpg', await jpeg());
  await expect(cardOf(page).getByRole('group', { name: /Square to keep/ })).toBeVisible();
  const zoom = cardOf(page).getByRole('slider', { name: 'Zoom' });
  await zoom.focus();
  await zoom.press('ArrowRight');
  await cardOf(page).getByRole('button', { name: 'Upload Picture' }).click();
  await expect(cardOf(page).getByText('Picture saved')).toBeVisible();
}

test('a picture is chosen, cropped and uploaded, is seen in the top bar, and is removed', async ({ person }) => {
  const { page } = await person();
  await upload(page);
  await expect(inTopBar(page)).toBeVisible();
  const shown = await page.request.get((await inTopBar(page).getAttribute('src')) ?? '');
  const { width, height } = await sharp(await shown.body()).metadata();
  expect({ width, height }).toEqual({ width: 64, height: 64 });
  await cardOf(page).getByRole('button', { name: 'Remove picture' }).click();
  await expect(cardOf(page).getByText('Picture removed')).toBeVisible();
  await expect(inTopBar(page)).toBeHidden();
});

test('files that are no usable picture are refused beside the field, and the old picture stays', async ({ person }) => {
  const { page } = await person();
  await upload(page);
  const before = await inTopBar(page).getAttribute('src');
  const whole = await jpeg();
  const huge = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#0c6a69' } })
    .png({ palette: true, colours: 2 })
    .toBuffer();
  const refusals = [
    ['notes.jpg', Buffer.from('this is a text'), /not a picture that can be read/],
    ['cut.jpg', whole.subarray(0, whole.length / 2), /not a picture that can be read/],
    ['huge.png', huge, /more than 50 megapixels/],
    ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /SVG drawings cannot be used/],
    ['large.jpg', Buffer.concat([whole, Buffer.alloc(11 * 1024 * 1024)]), /larger than 10 MB/],
  ] as const;
  for (const [name, file, why] of refusals) {
    await choose(page, name, file);
    const told = cardOf(page).getByRole('alert').filter({ hasText: why });
    const send = cardOf(page).getByRole('button', { name: 'Upload Picture' });
    await expect(told.or(send)).toBeVisible();
    // The browser draws a hundred megapixels first.
    if (await send.isVisible()) await send.click({ timeout: 60_000 });
    await expect(told).toBeVisible({ timeout: 30_000 });
    await expect(inTopBar(page)).toHaveAttribute('src', before ?? '');
  }
});
