import { expect, test } from './journey.ts';

test('business hours are set with a break and a holiday, and stand after a reload', async ({ person }) => {
  const { page } = await person();
  await page.goto('/company');
  const card = page.getByRole('region', { name: 'Business hours' });
  await card.getByRole('button', { name: 'Set business hours' }).click();
  await card.getByLabel('Monday, to').fill('12:00');
  await card.getByRole('button', { name: 'Add hours on Monday' }).click();
  await card.getByLabel('Name').fill('Founding day');
  await card.getByLabel('Date').fill('2026-12-10');
  await card.getByRole('button', { name: 'Add a holiday' }).click();
  await card.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(card.getByText('Saved')).toBeVisible();
  await page.reload();
  await expect(card.getByLabel('Monday, from')).toHaveCount(2);
  await expect(card.getByLabel('Monday, to').first()).toHaveValue('12:00');
  await expect(card.getByText('Founding day')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Audit log' }).getByText('Company settings changed')).toBeVisible();
});

test('pictures of the company’s pages, to leaf through', async ({ person }) => {
  test.setTimeout(120_000);
  const { page } = await person();
  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      for (const path of ['lines', 'company'] as const) {
        await page.goto(`/${path}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByRole('button', { name: path === 'lines' ? /^Manage/ : 'Search' }).first()).toBeVisible();
        await page.screenshot({
          path: `screens/${path}-${width}-${colorScheme}.png`,
          fullPage: true,
          animations: 'disabled',
        });
      }
    }
  }
});
