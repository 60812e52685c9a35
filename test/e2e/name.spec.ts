import { expect, test } from './journey.ts';

test('a name is saved, said to be saved, and shown in the top bar', async ({ person }) => {
  const { page } = await person();
  const card = page.getByRole('region', { name: 'My Name' });
  const field = card.getByRole('textbox', { name: 'My Name' });
  await field.fill('Ada, Countess of Lovelace');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText('Saved')).toBeVisible();
  await expect(page.getByRole('banner').getByRole('link', { name: 'Ada, Countess of Lovelace' })).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue('Ada, Countess of Lovelace');
});

test('Enter saves a name and Escape brings back the one that stands', async ({ person }) => {
  const { page } = await person();
  const card = page.getByRole('region', { name: 'My Name' });
  const field = card.getByRole('textbox', { name: 'My Name' });
  await field.fill('Augusta');
  await field.press('Escape');
  await expect(field).toHaveValue('Ada Byron');
  await field.fill('Augusta');
  await field.press('Enter');
  await expect(card.getByText('Saved')).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue('Augusta');
});

test('a name without characters or with 121 of them is refused beside the field, and what was typed stays', async ({
  person,
}) => {
  const { page } = await person();
  const card = page.getByRole('region', { name: 'My Name' });
  const field = card.getByRole('textbox', { name: 'My Name' });
  for (const wrong of ['', '     ', 'x'.repeat(121)]) {
    await field.fill(wrong);
    await field.press('Enter');
    await expect(field).toHaveAccessibleDescription(/1 to 120 characters/);
    await expect(field).toHaveValue(wrong);
  }
  await field.fill('x'.repeat(120));
  await expect(card.getByText(/1 to 120 characters/)).toBeHidden();
  await field.press('Enter');
  await expect(card.getByText('Saved')).toBeVisible();
});

test('markup in a name is shown as text', async ({ person }) => {
  const { page } = await person();
  const card = page.getByRole('region', { name: 'My Name' });
  const markup = '<img src=x onerror="document.title=1"><b>Ada</b>';
  await card.getByRole('textbox', { name: 'My Name' }).fill(markup);
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('banner').getByText(markup)).toBeVisible();
  await expect(page).toHaveTitle(/Trunkline/);
});
