import { expect, password, test } from './journey.ts';

test('an archive of one’s own line is made while one waits, and fetched', async ({ person }) => {
  const { page } = await person();
  const card = page.getByRole('region', { name: 'Your data' });
  await card.getByRole('button', { name: 'Make an archive of my line' }).click();
  await expect(card.getByText(/^Ready/)).toBeVisible({ timeout: 30_000 });
  const download = page.waitForEvent('download');
  await card.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('trunkline-archive.zip');
});

test('the deletion of a company is rehearsed, started, seen by everybody who can stop it, and stopped', async ({
  person,
}) => {
  const { page, context } = await person();
  const card = page.getByRole('region', { name: 'Delete account' }).last();
  await card.getByRole('button', { name: 'Start Deletion' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Analytical Engines' });
  await expect(dialog.getByText('1 number is released')).toBeVisible();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('I was only trying it').check();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByText('Take your data with you')).toBeVisible();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('Your password').fill('not my password 11');
  await dialog.getByRole('button', { name: 'Yes, delete in 5 days' }).click();
  await expect(dialog.getByText('That is not your current password.')).toBeVisible();
  await dialog.getByLabel('Your password').fill(password);
  await dialog.getByRole('button', { name: 'Yes, delete in 5 days' }).click();
  await expect(card.getByText('Analytical Engines will be deleted on')).toBeVisible();
  const other = await context.newPage();
  await other.goto('/lines');
  await expect(other.getByText('Analytical Engines will be deleted on')).toBeVisible();
  await other.getByRole('button', { name: 'Keep my account' }).click();
  await expect(other.getByText('Analytical Engines will be deleted on')).toBeHidden();
  await expect(card.getByRole('button', { name: 'Start Deletion' })).toBeVisible();
});

test('another browser is seen among the sessions, and signed out from here', async ({ person, newBrowser }) => {
  const { page, username } = await person();
  const other = await (await newBrowser()).newPage();
  await other.goto('/sign-in');
  await other.getByLabel('Username').fill(username);
  await other.getByLabel('Password', { exact: true }).fill(password);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other).not.toHaveURL(/sign-in/);
  await page.reload();
  const card = page.getByRole('region', { name: 'Sessions' });
  await card.getByRole('button', { name: 'End all other sessions' }).click();
  await expect(card.getByText('You are signed in nowhere else.')).toBeVisible();
  await expect(other).toHaveURL(/\/sign-in/);
  await expect(
    page.getByRole('region', { name: 'Security timeline' }).getByText('All other sessions ended'),
  ).toBeVisible();
});
