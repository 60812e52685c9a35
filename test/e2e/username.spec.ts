import type { Page } from '@playwright/test';
import { expect, password, test } from './journey.ts';

const cardOf = (page: Page) => {
  const card = page.getByRole('region', { name: 'Username', exact: true });
  return {
    card,
    field: card.getByRole('textbox', { name: 'Username' }),
    save: card.getByRole('button', { name: 'Save' }),
  };
};

test('what a change of username does is said before it is saved, and the old name still signs in', async ({
  person,
  newBrowser,
}) => {
  const { page, username } = await person();
  const { card, field, save } = cardOf(page);
  await field.fill(`countess.${username}`);
  await expect(card.getByText(`countess.${username} is free.`)).toBeVisible();
  await expect(card.getByText(`${username} keeps working for sign-in and API calls for 30 days.`)).toBeVisible();
  await expect(card.getByText(`Nobody else can take ${username} for 90 days.`)).toBeVisible();
  await save.click();
  await expect(card.getByText('Saved')).toBeVisible();
  await expect(card.getByText(new RegExp(`^${username}, until`))).toBeVisible();

  const other = await (await newBrowser()).newPage();
  await other.goto('/sign-in');
  await other.getByLabel('Username').fill(username);
  await other.getByLabel('Password', { exact: true }).fill(password);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other).toHaveURL(/\/inbox/);
  await other.goto('/settings');
  await expect(cardOf(other).field).toHaveValue(`countess.${username}`);
});

test('a username that is taken, looks like one that is, is held or reserved is refused with the reason', async ({
  person,
}) => {
  const { page, username } = await person();
  const { username: taken } = await person();
  const { page: mover, username: left } = await person();
  await cardOf(mover).field.fill(`moved.${left}`);
  await cardOf(mover).save.click();
  await expect(cardOf(mover).card.getByText('Saved')).toBeVisible();

  const { card, field, save } = cardOf(page);
  const refusals = [
    [taken.toUpperCase(), /taken, or looks too much like one that is/],
    // A Cyrillic е and о among the Latin letters.
    [taken.replace('e', 'е').replace('o', 'о'), /taken, or looks too much like one that is/],
    [left, /given up recently/],
    ['Support', /reserved/],
    ['ab', /3 to 64 letters/],
  ] as const;
  for (const [name, why] of refusals) {
    await field.fill(name);
    await expect(card.getByText(why)).toBeVisible();
    await expect(save).toBeDisabled();
  }
  await field.press('Escape');
  await expect(field).toHaveValue(username);
});
