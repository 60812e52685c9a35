import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';

async function expectNoViolations(page: Page, where: string) {
  // A mail is shown in a frame that lets no script run; only the legacy mode does not wait for axe to answer from inside it.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  expect(found, where).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, async ({ person, newBrowser }) => {
    const { page } = await person();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const path of [
      '/inbox',
      '/inbox/new',
      '/settings',
      '/settings/messages',
      '/plan',
      '/welcome',
      '/phone',
      '/mailbox',
      '/nowhere',
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      // The page itself, not the frame before it.
      await expect(page.locator('main[aria-busy="true"]')).toHaveCount(0);
      if (path === '/settings') await expect(page.getByRole('button', { name: 'New key' })).toBeVisible();
      await expectNoViolations(page, path);
    }
    const stranger = await (await newBrowser()).newPage();
    await stranger.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const path of ['/sign-in', '/sign-up', '/forgot', '/forgot?about=username', '/link#x']) {
      await stranger.goto(path);
      await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNoViolations(stranger, path);
    }
  });
}
