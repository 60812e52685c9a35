import { expect, password, test } from './journey.ts';

test('somebody logs out from the menu of the gear, and signs in again', async ({ person }) => {
  const { page, username } = await person();
  await page.getByRole('button', { name: 'Settings and account' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('Username').fill(username.toUpperCase());
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'My Settings' })).toBeVisible();
});

test('a wrong password and an unknown username get the same answer', async ({ newBrowser, person }) => {
  const { username } = await person();
  const page = await (await newBrowser()).newPage();
  for (const name of [username, 'nobody.at.all']) {
    await page.goto('/sign-in');
    await page.getByLabel('Username').fill(name);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toHaveText(/That username and password do not match/);
    await expect(page.getByLabel('Username')).toHaveValue(name);
  }
});

test('a forgotten password is replaced with a code from a text', async ({ newBrowser, person, handset }) => {
  const { username, cell } = await person();
  const phone = await handset(cell, 1);
  const page = await (await newBrowser()).newPage();
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByRole('tab', { name: 'Forgot password', selected: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Username' }).fill(username);
  await page.getByRole('button', { name: 'Send the code' }).click();
  await expect(page.getByText('Look for a code')).toBeVisible();
  await page.getByLabel('Reset code').fill(await phone.nextCode());
  await page.getByLabel('New password', { exact: true }).fill('copper lantern meadow 41');
  await page.getByRole('button', { name: 'Update Password' }).click();
  await expect(page.getByText('Your password is changed. Sign in with the new one.')).toBeVisible();
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill('copper lantern meadow 41');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  await phone.text(/the password of Ada Byron was changed/);
});

test('a forgotten username is told to the verified cell, never on the page', async ({
  newBrowser,
  person,
  handset,
}) => {
  const { username, cell } = await person();
  const page = await (await newBrowser()).newPage();
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your username?' }).click();
  await page.getByLabel('Cell or e-mail').fill(cell);
  await page.getByRole('button', { name: 'Send the username' }).click();
  await expect(page.getByText('Look at your messages')).toBeVisible();
  await expect(page.getByText(username)).toBeHidden();
  await (await handset(cell)).text(new RegExp(`you sign in as ${username}`));
});
