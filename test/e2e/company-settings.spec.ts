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

test('before conversations are kept for a shorter time, it is said what goes; then the night takes it', async ({
  person,
  product,
}) => {
  const { page, username } = await person();
  for (const [n, text] of ['An old text', 'A text of today'].entries())
    await page.request.post('/api/messages', { data: { to: { numbers: [`+1650254${1000 + n}`] }, text } });
  await product.write(
    `update thread_entry set at = at - interval '200 days' where text = 'An old text' and company_id in (select company_id from line where username = $1)`,
    [username],
  );
  await product.write(
    `update thread set last_at = last_at - interval '200 days' where last_text = 'An old text' and company_id in (select company_id from line where username = $1)`,
    [username],
  );
  await page.goto('/company');
  const card = page.getByRole('region', { name: 'Security policy' });
  await card.getByLabel('Keep conversations').selectOption('6 months');
  const question = page.getByRole('dialog', { name: 'Keep conversations for 6 months?' });
  await expect(question.getByText('1 message with its files')).toBeVisible();
  await expect(question.getByText('1 whole conversation')).toBeVisible();
  for (const width of [1280, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `screens/retention-${width}-${colorScheme}.png`, animations: 'disabled' });
    }
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(card.getByLabel('Keep conversations')).toHaveValue('null');
  await card.getByLabel('Keep conversations').selectOption('6 months');
  await question.getByRole('button', { name: 'Delete what is older' }).click();
  await expect(question).toBeHidden();
  await expect(card.getByLabel('Keep conversations')).toHaveValue('6');
  // The job that the worker's clock begins every night.
  await product.write("select graphile_worker.add_job('company.forget-old-everywhere', '{}')", []);
  await page.goto('/inbox');
  await expect(page.getByText('A text of today')).toBeVisible();
  await expect(page.getByText('An old text')).toBeHidden();
});
