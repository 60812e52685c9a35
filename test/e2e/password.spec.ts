import type { Page } from '@playwright/test';
import { expect, password, test } from './journey.ts';

const cardOf = (page: Page) => page.getByRole('region', { name: 'Password', exact: true });
const fresh = 'copper lantern meadow 41';

test('a password is updated with a reset code, and the other session is ended', async ({
  person,
  newBrowser,
  handset,
}) => {
  const { page, username, cell } = await person();
  const other = await (await newBrowser()).newPage();
  await other.goto('/sign-in');
  await other.getByLabel('Username').fill(username);
  await other.getByLabel('Password', { exact: true }).fill(password);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();

  await page.reload();
  const card = cardOf(page);
  await card.getByRole('button', { name: 'Reset Password' }).click();
  await expect(card.getByText(/A reset code was sent to/)).toBeVisible();
  await card.getByLabel('Reset code').fill(await (await handset(cell, 1)).nextCode());
  await card.getByLabel('New password', { exact: true }).fill(fresh);
  await expect(card.getByRole('checkbox', { name: 'Sign out 1 other session' })).toBeChecked();
  await card.getByRole('button', { name: 'Update Password' }).click();
  await expect(card.getByText('Password updated')).toBeVisible();
  await expect(other).toHaveURL(/\/sign-in/);
  await expect(page.getByRole('heading', { name: 'My Settings' })).toBeVisible();
});

test('whoever knows the current password needs no code; weak passwords are refused beside the field', async ({
  person,
  newBrowser,
}) => {
  const { page, username } = await person();
  const card = cardOf(page);
  await card.getByRole('button', { name: 'Use your current password instead' }).click();
  await card.getByLabel('Current password', { exact: true }).fill('not it');
  await card.getByLabel('New password', { exact: true }).fill(fresh);
  await card.getByRole('button', { name: 'Update Password' }).click();
  await expect(card.getByText('That is not your current password.')).toBeVisible();
  await card.getByLabel('Current password', { exact: true }).fill(password);
  await card.getByLabel('New password', { exact: true }).fill('short');
  await card.getByRole('button', { name: 'Update Password' }).click();
  await expect(card.getByText('Use at least 8 characters.')).toBeVisible();
  await card.getByLabel('New password', { exact: true }).fill(fresh);
  await card.getByRole('button', { name: 'Update Password' }).click();
  await expect(card.getByText('Password updated')).toBeVisible();

  const other = await (await newBrowser()).newPage();
  await other.goto('/sign-in');
  await other.getByLabel('Username').fill(username);
  await other.getByLabel('Password', { exact: true }).fill(fresh);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
});
