import { expect, test } from './journey.ts';

test('on a phone 390 pixels wide everything is within reach and nothing has to be scrolled sideways', async ({
  person,
}) => {
  const { page } = await person({ name: 'Maximiliana-Wolfeschlegelsteinhausen Featherstonehaugh-Cholmondeley' });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [
    '/inbox',
    '/inbox/new',
    '/settings',
    '/settings/messages',
    '/plan',
    '/welcome',
    '/phone',
    '/mailbox',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
  }
  await page.goto('/settings');
  await page.getByRole('combobox', { name: 'On this page' }).selectOption('Sign-in');
  await expect(page.getByRole('button', { name: 'Change Number' })).toBeInViewport();
  const card = page.getByRole('region', { name: 'My Name' });
  await card.getByRole('textbox', { name: 'My Name' }).fill('Ada King');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText('Saved')).toBeVisible();
});
