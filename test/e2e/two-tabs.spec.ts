import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';

const nameOf = (page: Page) => {
  const card = page.getByRole('region', { name: 'My Name' });
  return { card, field: card.getByRole('textbox', { name: 'My Name' }) };
};

test('a change shows in the other tab at once; an edit that conflicts is told and nothing is overwritten silently', async ({
  person,
}) => {
  const { page, context } = await person();
  const other = await context.newPage();
  await other.goto('/settings');
  await expect(nameOf(other).field).toHaveValue('Ada Byron');
  await nameOf(page).field.fill('Ada Lovelace');
  await nameOf(page).field.press('Enter');
  await expect(nameOf(other).field).toHaveValue('Ada Lovelace');
  await expect(nameOf(other).card.getByText('Changed in another place just now.')).toBeVisible();

  await nameOf(other).field.fill('Augusta King');
  await nameOf(page).field.fill('Ada King');
  await nameOf(page).field.press('Enter');
  await expect(nameOf(other).card.getByText('It is now “Ada King”.')).toBeVisible();
  await expect(nameOf(other).field).toHaveValue('Augusta King');
  await nameOf(other).card.getByRole('button', { name: 'Use theirs' }).click();
  await expect(nameOf(other).field).toHaveValue('Ada King');
});

test('who keeps their own words after a conflict saves them over the other change, and both tabs show it', async ({
  person,
}) => {
  const { page, context } = await person();
  const other = await context.newPage();
  await other.goto('/settings');
  await expect(nameOf(other).field).toHaveValue('Ada Byron');
  await nameOf(other).field.fill('Augusta King');
  await nameOf(page).field.fill('Ada King');
  await nameOf(page).field.press('Enter');
  await expect(nameOf(other).card.getByText('It is now “Ada King”.')).toBeVisible();
  await nameOf(other).card.getByRole('button', { name: 'Keep mine' }).click();
  await expect(nameOf(other).card.getByText('Saved')).toBeVisible();
  await expect(nameOf(other).card.getByText('It is now “Ada King”.')).toBeHidden();
  await expect(nameOf(page).field).toHaveValue('Augusta King');
  await page.reload();
  await expect(nameOf(page).field).toHaveValue('Augusta King');
});

test('a page whose network is gone for a while says so, and stops saying so once it is back', async ({ person }) => {
  const { page, context } = await person();
  const away = page.getByText('The server cannot be reached. Trying again');
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await context.setOffline(true);
  await expect(away).toBeVisible();
  await context.setOffline(false);
  await expect(away).toBeHidden();
});
