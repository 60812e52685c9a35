import { expect, test } from './journey.ts';

const longName = 'Maximiliana-Wolfeschlegelsteinhausen Featherstonehaugh-Cholmondeley';
const inside = ['inbox', 'settings', 'welcome', 'phone', 'mailbox'] as const;
const outside = ['sign-in', 'sign-up', 'forgot'] as const;

test('pictures of every screen, to leaf through', async ({ person, newBrowser }) => {
  test.setTimeout(180_000);
  const { page } = await person();
  const { page: long } = await person({ name: longName });
  const stranger = await (await newBrowser()).newPage();
  const screens = [...inside.map((path) => ({ at: page, path })), ...outside.map((path) => ({ at: stranger, path }))];
  const take = async (at: typeof page, path: string, name: string) => {
    await at.goto(`/${path}`);
    await expect(at.getByRole('heading', { level: 1 })).toBeVisible();
    // The page itself, not the frame before it.
    await expect(at.locator('main[aria-busy="true"]')).toHaveCount(0);
    await at.waitForLoadState('load');
    await at.screenshot({ path: `screens/${name}.png`, fullPage: true, animations: 'disabled' });
  };
  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const { at, path } of screens) {
        await at.setViewportSize({ width, height: 900 });
        await at.emulateMedia({ colorScheme });
        await take(at, path, `${path}-${width}-${colorScheme}`);
      }
    }
    await long.setViewportSize({ width, height: 900 });
    await take(long, 'settings', `settings-long-name-${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/settings');
  await page.getByRole('region', { name: 'Language' }).getByText('Español').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mis ajustes' })).toBeVisible();
  await take(page, 'settings', 'settings-spanish-1280');
});
