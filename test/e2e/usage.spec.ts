import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { fewRequests } from './passing-days.ts';

const planCard = (page: Page) => page.getByRole('region', { name: 'Plan', exact: true });
const requests = (page: Page) => planCard(page).getByRole('listitem').filter({ hasText: 'API requests' });

/** The line's key, read from where its owner reads it. */
async function keyOf(page: Page): Promise<string> {
  const card = page.getByRole('region', { name: 'API key' });
  await card.getByRole('button', { name: 'Show key' }).click();
  await expect(card.getByRole('button', { name: 'Hide key' })).toBeVisible();
  return card.locator('code').innerText();
}

/** Programs of the line: they know its key and nothing of its page. */
function programOf(request: APIRequestContext, username: string, key: string) {
  return {
    now: async () => (await request.get('/api/settings', { headers: { authorization: `Bearer ${key}` } })).status(),
    asBefore: async () => (await request.get('/v1/settings', { params: { username, api_key: key } })).status(),
  };
}

test('usage rises on My Settings while the key of the line is used, without a reload', async ({ person, desk }) => {
  const { page, username } = await person();
  const program = programOf(desk.request, username, await keyOf(page));
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await expect(requests(page).getByText('0 of 1,000', { exact: true })).toBeVisible();
  expect(await program.now()).toBe(200);
  await expect(requests(page).getByText('1 of 1,000', { exact: true })).toBeVisible();
  for (const call of [program.now, program.asBefore, program.now, program.asBefore]) expect(await call()).toBe(200);
  await expect(requests(page).getByText('5 of 1,000', { exact: true })).toBeVisible();
  await expect(requests(page).getByText('You: 5')).toBeVisible();
  // What is refused is not counted.
  expect(await programOf(desk.request, username, 'not a key').now()).toBe(401);
  await planCard(page).getByRole('button', { name: 'Usage by day' }).click();
  const days = page.getByRole('dialog');
  await days.getByRole('combobox', { name: 'Usage by day' }).selectOption('API requests');
  await expect(days.getByRole('row').filter({ hasText: '5' }).first()).toBeVisible();
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
});

test('a limit is reached, named on the page and in the answer, and lifted by an upgrade', async ({
  person,
  product,
  desk,
}) => {
  const { page, username } = await person();
  await fewRequests(product, username, 5);
  await page.reload();
  await expect(requests(page).getByText('0 of 5', { exact: true })).toBeVisible();
  const program = programOf(desk.request, username, await keyOf(page));
  for (const call of [program.now, program.asBefore, program.now, program.now]) expect(await call()).toBe(200);
  await expect(page.getByText('80% of your API requests are used')).toBeVisible();
  expect(await program.now()).toBe(200);
  await expect(page.getByText('All of your API requests are used')).toBeVisible();
  await expect(requests(page).getByText('5 of 5', { exact: true })).toBeVisible();
  await expect(requests(page).getByText(/^Used up until the renewal on \d\d\/\d\d\/\d{4}$/)).toBeVisible();
  for (const call of [program.now, program.asBefore]) expect(await call()).toBe(420);
  await expect(requests(page).getByText('5 of 5', { exact: true })).toBeVisible();

  await planCard(page).getByRole('link', { name: 'Upgrade' }).click();
  await page.getByRole('button', { name: 'Choose Lite', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('API requests').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Confirm for $19.00' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('All of your API requests are used')).toBeHidden();
  for (const call of [program.now, program.asBefore]) expect(await call()).toBe(200);
  await page.goto('/settings#plan');
  await expect(requests(page).getByText('7 of 5,000', { exact: true })).toBeVisible();
});

test('pictures of the Plan section, to leaf through', async ({ person, product, desk }) => {
  test.setTimeout(120_000);
  const { page, username } = await person();
  await fewRequests(product, username, 5);
  await page.reload();
  const program = programOf(desk.request, username, await keyOf(page));
  for (let n = 0; n < 5; n += 1) await program.now();
  await expect(page.getByText('All of your API requests are used')).toBeVisible();
  await page.goto('/settings#plan');
  await expect(requests(page).getByText('5 of 5', { exact: true })).toBeVisible();
  const dialog = page.getByRole('dialog');
  for (const width of [1280, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await planCard(page).scrollIntoViewIfNeeded();
      await page.screenshot({ path: `screens/usage-${width}-${colorScheme}.png`, animations: 'disabled' });
      await planCard(page).getByRole('button', { name: 'Usage by day' }).click();
      await dialog.getByRole('combobox', { name: 'Usage by day' }).selectOption('API requests');
      await page.screenshot({ path: `screens/usage-by-day-${width}-${colorScheme}.png`, animations: 'disabled' });
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    }
});
