import type { Locator, Page } from '@playwright/test';
import { expect, password, test } from './journey.ts';

/** Presses Tab until it is there, as somebody without a mouse would. */
async function tabTo(page: Page, wanted: Locator) {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeFocused();
}

test('somebody signs in and changes their name by keyboard alone', async ({ person, newBrowser }) => {
  const { username } = await person();
  const page = await (await newBrowser()).newPage();
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await tabTo(page, page.getByLabel('Username'));
  await page.keyboard.type(username);
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await page.keyboard.type('gs');
  await expect(page.getByRole('heading', { name: 'My Settings' })).toBeVisible();
  const card = page.getByRole('region', { name: 'My Name' });
  const field = card.getByRole('textbox', { name: 'My Name' });
  await expect(field).toBeVisible();
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Ada King');
  await tabTo(page, card.getByRole('button', { name: 'Save' }));
  await page.keyboard.press('Enter');
  await expect(card.getByText('Saved')).toBeVisible();
});
