import type { Page } from '@playwright/test';
import { expect, mobile, password, test } from './journey.ts';
import { linkInMail } from './outside-world.ts';
import { addGroup } from './people.ts';

test('invited by mail, somebody joins with less than others; promoted, the open tab has it at once', async ({
  person,
  newBrowser,
  desk,
  product,
}, { parallelIndex }) => {
  const ada = await person();
  const grace = `grace.${ada.username}@example.com`;
  await ada.page.goto('/lines');
  await expect(ada.page.getByRole('heading', { level: 1, name: 'Manage Lines' })).toBeVisible();
  await ada.page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByLabel('Name').fill('Grace Hopper');
  await dialog.getByLabel('E-mail address or mobile number').fill(grace);
  await dialog.getByRole('checkbox', { name: 'Restricted' }).check();
  await expect(dialog.getByRole('checkbox', { name: 'Member' })).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(ada.page.getByText(grace)).toBeVisible();

  const link = await linkInMail(product, desk, grace, `${ada.name} invites you to ${ada.company}`);
  const other = await (await newBrowser()).newPage();
  await other.goto(link);
  await expect(other.getByRole('heading', { level: 1, name: 'Join Analytical Engines' })).toBeVisible();
  await other.getByLabel('Username').fill(`grace.${ada.username}`);
  await other.getByLabel('Password', { exact: true }).fill(password);
  await other.getByRole('button', { name: 'Accept the invitation' }).click();
  await expect(other).toHaveURL(/\/welcome/);
  await other.goto('/settings');
  await expect(other.getByRole('heading', { level: 1, name: 'My Settings' })).toBeVisible();
  const places = other.getByRole('navigation', { name: 'Main' });
  await expect(places.getByRole('link', { name: 'Lines' })).toHaveCount(0);
  await expect(other.getByText('Only an admin can delete the account')).toBeVisible();

  // What the role does not do is said where others have a button for it.
  await addGroup(other.context().request, 'Crew', [mobile(9000 + parallelIndex)]);
  await other.goto('/groups');
  await other.getByRole('link', { name: /Crew/ }).click();
  await expect(other.getByText('Your role does not text groups. Ask an admin of your company.')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Text this group' })).toHaveCount(0);
  await other.goto('/inbox/new');
  await other.getByRole('combobox', { name: 'To' }).fill('Crew');
  await expect(other.getByText(/No contact matches/)).toBeVisible();
  await other.goto('/settings');

  await ada.page.getByRole('button', { name: 'Manage Grace Hopper' }).click();
  const manage = ada.page.getByRole('dialog', { name: 'Grace Hopper' });
  await manage.getByRole('checkbox', { name: 'Admin' }).check();
  await manage.getByRole('button', { name: 'Save roles' }).click();
  await expect(manage.getByText('Roles saved')).toBeVisible();
  await expect(places.getByRole('link', { name: 'Lines' })).toBeVisible();
  await expect(places.getByRole('link', { name: 'Company' })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Start Deletion' })).toBeVisible();
  await other.goto('/groups');
  await other.getByRole('link', { name: /Crew/ }).click();
  await expect(other.getByRole('button', { name: 'Text this group' })).toBeVisible();

  // The link is used up, and says so.
  const late = await (await newBrowser()).newPage();
  await late.goto(link);
  await expect(late.getByText('This invitation was accepted already.')).toBeVisible();
});

test('before a line is removed its archive is offered; for seven days it can be brought back', async ({
  person,
  newBrowser,
  desk,
  product,
}) => {
  const ada = await person();
  const grace = `grace.${ada.username}@example.com`;
  await ada.page.request.post('/api/invitations', { data: { name: 'Grace Hopper', to: grace, roles: ['member'] } });
  const other = await (await newBrowser()).newPage();
  await other.goto(await linkInMail(product, desk, grace, `${ada.name} invites you to ${ada.company}`));
  await expect(other.getByRole('heading', { level: 1, name: 'Join Analytical Engines' })).toBeVisible();
  await pictures(other, 'join');
  await other.getByLabel('Username').fill(`grace.${ada.username}`);
  await other.getByLabel('Password', { exact: true }).fill(password);
  await other.getByRole('button', { name: 'Accept the invitation' }).click();
  await expect(other).toHaveURL(/\/welcome/);

  await ada.page.goto('/lines');
  await ada.page.getByRole('button', { name: 'Manage Grace Hopper' }).click();
  await pictures(ada.page, 'line-dialog');
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Remove line' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'Remove the line of Grace Hopper' });
  await dialog.getByRole('button', { name: 'Make an archive of the line first' }).click();
  await expect(dialog.getByText(/^Ready/)).toBeVisible({ timeout: 30_000 });
  await pictures(ada.page, 'remove-line');
  const download = ada.page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('trunkline-archive.zip');
  await dialog.getByRole('button', { name: 'Remove Grace Hopper' }).click();
  await expect(other).toHaveURL(/\/sign-in/);
  await expect(ada.page.getByText(/Gone for good on/)).toBeVisible();
  await ada.page.getByRole('button', { name: 'Bring back Grace Hopper' }).click();
  await expect(ada.page.getByRole('button', { name: 'Manage Grace Hopper' })).toBeVisible();
  await other.getByLabel('Username').fill(`grace.${ada.username}`);
  await other.getByLabel('Password', { exact: true }).fill(password);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other).not.toHaveURL(/sign-in/);
});

async function pictures(page: Page, name: string): Promise<void> {
  for (const width of [1280, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `screens/${name}-${width}-${colorScheme}.png`, animations: 'disabled' });
    }
  await page.setViewportSize({ width: 1280, height: 900 });
}
