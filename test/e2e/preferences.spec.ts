import { expect, test } from './journey.ts';

test('"Enable Email Notifications" is kept', async ({ person }) => {
  const { page, email } = await person();
  const card = page.getByRole('region', { name: 'Call e-mails' });
  const box = card.getByRole('checkbox', { name: 'Enable Email Notifications' });
  await expect(card.getByText(`They go to ${email}.`)).toBeVisible();
  const before = await box.isChecked();
  await box.setChecked(!before);
  await expect(card.getByText('Saved')).toBeVisible();
  await page.reload();
  await expect(box).toBeChecked({ checked: !before });
});

test('desktop notifications ask the browser, sound does not, and both are kept', async ({ person }) => {
  const { page, context } = await person();
  await context.grantPermissions(['notifications']);
  await page.reload();
  const card = page.getByRole('region', { name: 'In the browser' });
  for (const name of ['Desktop notifications', 'Sound']) {
    const option = card.getByRole('switch', { name });
    const before = await option.isChecked();
    await option.setChecked(!before, { force: true });
    await expect(card.getByText('Saved')).toBeVisible();
    await page.reload();
    await expect(option).toBeChecked({ checked: !before });
  }
});

test('a language is applied at once and everywhere', async ({ person }) => {
  const { page } = await person();
  await page.getByRole('region', { name: 'Language' }).getByText('Español').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mis ajustes' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Cambiar número' })).toBeVisible();
});

test('a dark appearance is applied at once and after a reload', async ({ person }) => {
  const { page } = await person();
  await page.getByRole('region', { name: 'Appearance' }).getByText('Dark').click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('a time zone is found by its city and kept', async ({ person }) => {
  const { page } = await person();
  const card = page.getByRole('region', { name: 'Time zone' });
  const field = card.getByRole('combobox', { name: 'Time zone' });
  await field.click();
  await field.fill('Lisbon');
  await page.getByRole('option', { name: /Lisbon/ }).click();
  await expect(card.getByText('Saved')).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue(/Lisbon/);
});
