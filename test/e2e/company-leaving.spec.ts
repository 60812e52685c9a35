import { expect, password, test } from './journey.ts';
import { linkInMail } from './outside-world.ts';
import { fiveDaysPass } from './passing-days.ts';

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

test('a deletion that nobody stopped is carried out on its day: nobody signs in any more, and names and numbers are free', async ({
  person,
  newBrowser,
  product,
}) => {
  const { page, username, number, email } = await person();
  await page.request.post('/api/company/deletion', { data: { reason: 'closing', comment: '', password } });
  await page.goto('/inbox');
  await expect(page.getByText('Analytical Engines will be deleted on')).toBeVisible();
  await fiveDaysPass(product, username);
  await expect(page).toHaveURL(/\/sign-in/, { timeout: 30_000 });
  const other = await newBrowser();
  const again = await other.newPage();
  await again.goto('/sign-in');
  await again.getByLabel('Username').fill(username);
  await again.getByLabel('Password', { exact: true }).fill(password);
  // The company is gone, not just shut: its name is as unknown as any other.
  await expect
    .poll(
      async () => {
        await again.getByRole('button', { name: 'Sign in' }).click();
        return again.getByRole('alert').innerText();
      },
      { timeout: 30_000, intervals: [1000] },
    )
    .toContain('do not match');
  expect((await (await other.request.get('/api/username-check', { params: { username } })).json()).free).toBe(true);
  expect(await product.rows('select 1 from served_number where number = $1', [number])).toEqual([]);
  expect(await product.rows('select 1 from line where email = $1', [email])).toEqual([]);
  expect(
    await product.rows(
      `select state, started_by, comment from company_deletion where state = 'done' and finished_at > now() - interval '5 minutes'`,
      [],
    ),
  ).toContainEqual({ state: 'done', started_by: null, comment: null });
});

test('a thief who changed the e-mail address is thrown out from the old inbox, which says before what it will do', async ({
  person,
  newBrowser,
  desk,
  product,
}) => {
  const ada = await person();
  // The thief sits at another browser, with the password.
  const thief = await (await newBrowser()).newPage();
  await thief.goto('/sign-in');
  await thief.getByLabel('Username').fill(ada.username);
  await thief.getByLabel('Password', { exact: true }).fill(password);
  await thief.getByRole('button', { name: 'Sign in' }).click();
  await expect(thief).not.toHaveURL(/sign-in/);
  const stolen = `thief.${ada.username}@example.com`;
  await thief.request.post('/api/settings/email', { data: { email: stolen } });
  const confirm = await linkInMail(product, desk, stolen, 'Confirm this e-mail address');
  await thief.goto(confirm);
  await thief.getByRole('button', { name: 'Confirm the address' }).click();
  await expect(thief.getByRole('heading', { name: 'The address is confirmed' })).toBeVisible();
  const key = await thief.request.post('/api/settings/api-keys', {
    data: { name: 'Thief', scopes: ['settings:read'], expiresInDays: null },
  });
  const { key: secret } = await key.json();
  const withKey = () => fetch(`${product.url}/api/settings`, { headers: { authorization: `Bearer ${secret}` } });
  expect((await withKey()).status).toBe(200);

  const undo = await linkInMail(product, desk, ada.email, 'Your e-mail address was changed');
  await desk.goto(undo);
  // What it will do is said before the button.
  await expect(desk.getByText(/signs the account out everywhere and stops API keys made since/)).toBeVisible();
  await desk.getByRole('button', { name: 'Undo the change' }).click();
  await expect(desk.getByRole('heading', { name: 'The change is undone' })).toBeVisible();
  await expect(ada.page).toHaveURL(/\/sign-in/);
  await thief.goto('/settings');
  await expect(thief).toHaveURL(/\/sign-in/);
  expect((await withKey()).status).toBe(401);
  await ada.page.getByLabel('Username').fill(ada.username);
  await ada.page.getByLabel('Password', { exact: true }).fill(password);
  await ada.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(ada.page).not.toHaveURL(/sign-in/);
  await ada.page.goto('/settings#email');
  await expect(ada.page.getByRole('region', { name: 'E-mail', exact: true }).getByText(ada.email)).toBeVisible();
  await expect(
    ada.page
      .getByRole('region', { name: 'Security timeline' })
      .getByText('Change of e-mail address undone from the old inbox'),
  ).toBeVisible();
});
