import type { APIRequestContext } from '@playwright/test';
import { expect, password, test } from './journey.ts';

const statusOf = async (browser: APIRequestContext, path: string, key: string) =>
  (await browser.get(path, { headers: { authorization: `Bearer ${key}` } })).status();

test('the API key is shown after a step-up, copied, and rotated while the old one still works', async ({
  person,
  product,
  desk,
}) => {
  const { page, username, context } = await person();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await product.forgetProofs(username);
  const card = page.getByRole('region', { name: 'API key' });
  await card.getByRole('button', { name: 'Show key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await card.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(card.getByRole('button', { name: 'Copied' })).toBeVisible();
  const first = await page.evaluate(() => navigator.clipboard.readText());
  expect(await card.locator('code').innerText()).toBe(first);

  await card.getByRole('button', { name: 'Rotate key' }).click();
  const rotate = page.getByRole('dialog', { name: 'Rotate your API key' });
  await rotate.getByLabel('24 hours').check();
  await rotate.getByRole('button', { name: 'Rotate key' }).click();
  await expect(card.getByText('This is your new key.')).toBeVisible();
  const second = await card.locator('code').innerText();
  expect(second).not.toBe(first);
  for (const key of [first, second]) expect(await statusOf(desk.request, '/api/settings', key)).toBe(200);
  expect(await statusOf(desk.request, '/api/settings', `${second}x`)).toBe(401);
});

test('a named key is made with a scope, used within it, and revoked', async ({ person, desk }) => {
  const { page } = await person();
  const card = page.getByRole('region', { name: 'Named keys' });
  await card.getByRole('button', { name: 'New key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Billing export');
  await expect(dialog.getByRole('checkbox', { name: 'Read settings' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByText('Copy it now. For safety it is not shown again.')).toBeVisible();
  const key = await dialog.locator('code').innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();

  expect(await statusOf(desk.request, '/api/settings', key)).toBe(200);
  const change = await desk.request.put('/api/settings/name', {
    headers: { authorization: `Bearer ${key}` },
    data: { name: 'Somebody else' },
  });
  expect(change.status()).toBe(403);

  await card.getByRole('button', { name: 'Revoke Billing export' }).click();
  await page
    .getByRole('dialog', { name: /Revoke/ })
    .getByRole('button', { name: 'Revoke', exact: true })
    .click();
  await expect(card.getByText('Key revoked')).toBeVisible();
  expect(await statusOf(desk.request, '/api/settings', key)).toBe(401);
});

test('a key that calls faster than the rate its owner gave it is told when to come back', async ({ person, desk }) => {
  const { page } = await person();
  const card = page.getByRole('region', { name: 'API key' });
  await card.getByRole('button', { name: 'Show key' }).click();
  await expect(card.getByRole('button', { name: 'Hide key' })).toBeVisible();
  const key = await card.locator('code').innerText();
  await expect(card.getByText('600 calls a minute')).toBeVisible();

  await card.getByRole('button', { name: 'Change rate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rate of your API key' });
  await dialog.getByLabel('Calls a minute').fill('601');
  await expect(dialog.getByText('Type a whole number from 1 to 600.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByLabel('Calls a minute').fill('1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText('Rate changed')).toBeVisible();
  await expect(card.getByText('1 call a minute')).toBeVisible();
  // Of three calls two fall into one minute, whenever they begin.
  const replies = [];
  for (let n = 0; n < 3; n += 1)
    replies.push(await desk.request.get('/api/settings', { headers: { authorization: `Bearer ${key}` } }));
  const refused = replies.find((reply) => reply.status() === 429);
  const wait = Number(refused?.headers()['retry-after']);
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
});

test('pictures of the keys, to leaf through', async ({ person }) => {
  test.setTimeout(120_000);
  const { page } = await person();
  const keys = page.getByRole('region', { name: 'Named keys' });
  await keys.getByRole('button', { name: 'New key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Billing export');
  await dialog.getByRole('checkbox', { name: 'Send and change messages' }).check();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(keys.getByText('Billing export')).toBeVisible();
  for (const width of [1280, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      for (const name of ['API key', 'Named keys'])
        await page.getByRole('region', { name }).screenshot({
          path: `screens/${name.toLowerCase().replace(' ', '-')}-${width}-${colorScheme}.png`,
          animations: 'disabled',
        });
    }
  await keys.getByRole('button', { name: 'Change rate of Billing export' }).click();
  await expect(dialog.getByLabel('Calls a minute')).toBeVisible();
  await page.screenshot({ path: 'screens/key-rate-390-dark.png', animations: 'disabled' });
});
