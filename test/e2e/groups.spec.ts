import { expect, test } from './journey.ts';

test('a group gets members, a keyword people can text, and is deleted and brought back', async ({ person }) => {
  const { page } = await person();
  for (const [name, number] of [
    ['Ann', '+14155552671'],
    ['Bob', '+14155552672'],
  ])
    expect((await page.request.post('/api/contacts', { data: { name, number } })).ok()).toBe(true);
  await page.goto('/groups');
  await page.getByRole('link', { name: 'New group' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill('VIP guests');
  await page.getByRole('button', { name: 'Make group' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'VIP guests' })).toBeVisible();

  const card = page.getByRole('region', { name: 'Members' }).first();
  const field = card.getByRole('searchbox', { name: 'Add a contact by name or number' });
  await field.fill('an');
  await page.getByRole('button', { name: 'Add Ann' }).click();
  await expect(card.getByRole('link', { name: /Ann/ })).toBeVisible();
  await field.fill('2672');
  await page.getByRole('button', { name: 'Add Bob' }).click();
  await expect(card.getByRole('link', { name: /Bob/ })).toBeVisible();
  await card.getByRole('button', { name: 'Take Ann out' }).click();
  await expect(card.getByRole('link', { name: /Ann/ })).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(card.getByRole('link', { name: /Ann/ })).toBeVisible();

  await page.getByRole('switch', { name: 'People can join by texting the keyword' }).click();
  await expect(page.getByText(/Text VIPGUESTS to \(\d{3}\)/)).toBeVisible();
  const keyword = page.getByRole('textbox', { name: 'Keyword' });
  await keyword.fill('stop');
  await keyword.press('Enter');
  await expect(page.getByText('That word already means something in a text')).toBeVisible();
  await keyword.fill('vip');
  await keyword.press('Enter');
  await expect(page.getByText(/Text VIP to/)).toBeVisible();

  await page.getByRole('button', { name: 'Text this group' }).click();
  await expect(page.getByRole('button', { name: /^Remove VIP/i })).toBeVisible();
  await page.goBack();

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('Its 2 members stay in your contacts.')).toBeVisible();
  await page.getByRole('button', { name: 'Delete group' }).click();
  await expect(page.getByText('No groups yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('region', { name: 'Groups by name' }).getByRole('link')).toContainText('2 members');
});

test('a name that is taken is refused beside the field', async ({ person }) => {
  const { page } = await person();
  await page.request.post('/api/groups', { data: { name: 'Guests' } });
  await page.goto('/groups/new');
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('guests');
  await name.press('Enter');
  await expect(name).toHaveAccessibleDescription(/Another group of this line has that name/);
  await expect(name).toHaveValue('guests');
});
