import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { expect, password, test } from './journey.ts';
import { linkInMail } from './outside-world.ts';

const codeNow = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

/** Sets up an authenticator app where one is asked for before anything else. */
async function setUpFirst(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/second-step/);
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
  await page.getByLabel('Code from the app').fill(codeNow(secret));
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByRole('list', { name: 'Store your recovery codes' }).getByRole('listitem')).toHaveCount(8);
  await page.getByRole('button', { name: 'I have stored them' }).click();
}

test('a company asks everybody for two-step verification: open tabs and newcomers set it up first, and a lost one is cleared', async ({
  person,
  newBrowser,
  desk,
  product,
}) => {
  const ada = await person();
  const grace = `grace.${ada.username}@example.com`;
  await ada.page.request.post('/api/invitations', { data: { name: 'Grace Hopper', to: grace, roles: ['member'] } });
  const link = await linkInMail(product, desk, grace, `${ada.name} invites you to ${ada.company}`);
  const other = await (await newBrowser()).newPage();
  await other.goto(link);
  await other.getByLabel('Username').fill(`grace.${ada.username}`);
  await other.getByLabel('Password', { exact: true }).fill(password);
  await other.getByRole('button', { name: 'Accept the invitation' }).click();
  await expect(other).toHaveURL(/\/welcome/);
  await other.goto('/contacts');

  await ada.page.goto('/company');
  const policy = ada.page.getByRole('region', { name: 'Security policy' });
  await policy.getByLabel('Everybody needs two-step verification').click();
  const question = ada.page.getByRole('dialog', { name: 'Ask everybody for two-step verification?' });
  await expect(question.getByText('2 lines in use have none yet.')).toBeVisible();
  await question.getByRole('button', { name: 'Ask everybody' }).click();
  // Whoever asked has none either: theirs comes first, and then the page they were on.
  await setUpFirst(ada.page);
  await expect(ada.page).toHaveURL(/\/company/);
  await expect(policy.getByLabel('Everybody needs two-step verification')).toBeChecked();

  // The open tab of a colleague is led there, whatever address it asks for, and comes back to where it was.
  await expect(other).toHaveURL(/\/second-step/);
  await other.goto('/inbox');
  await expect(other.getByRole('heading', { level: 1, name: 'Set up two-step verification' })).toBeVisible();
  for (const width of [1280, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await other.setViewportSize({ width, height: 800 });
      await other.emulateMedia({ colorScheme });
      await other.screenshot({ path: `screens/second-step-${width}-${colorScheme}.png`, animations: 'disabled' });
    }
  await setUpFirst(other);
  await expect(other).toHaveURL(/\/inbox/);

  // Grace lost her phone: an admin clears it, and she begins anew with her password.
  await ada.page.goto('/lines');
  await ada.page.getByRole('button', { name: 'Manage Grace Hopper' }).click();
  const manage = ada.page.getByRole('dialog', { name: 'Grace Hopper' });
  await manage.getByRole('button', { name: 'Clear two-step verification' }).click();
  await expect(manage.getByRole('button', { name: 'Clear two-step verification' })).toBeHidden();
  await expect(other).toHaveURL(/\/sign-in/);
  await other.getByLabel('Username').fill(`grace.${ada.username}`);
  await other.getByLabel('Password', { exact: true }).fill(password);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await setUpFirst(other);
  await expect(other).toHaveURL(/\/inbox/);
});
