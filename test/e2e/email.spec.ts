import type { Page } from '@playwright/test';
import { expect, type Person, test } from './journey.ts';
import { linkInMail } from './outside-world.ts';
import type { Product } from './product.ts';

const cardOf = (page: Page) => page.getByRole('region', { name: 'E-mail', exact: true });

/** Asks for another address, and answers which. */
async function propose({ page, email }: Person): Promise<string> {
  const card = cardOf(page);
  await card.getByRole('button', { name: 'Change Email' }).click();
  await card.getByLabel('New e-mail address').fill(`new.${email}`);
  await card.getByRole('button', { name: 'Send link' }).click();
  await expect(card.getByText(`new.${email} is waiting to be confirmed`)).toBeVisible();
  return `new.${email}`;
}

async function confirm(product: Product, desk: Page, address: string) {
  await desk.goto(await linkInMail(product, desk, address, 'Confirm this e-mail address'));
  await desk.getByRole('button', { name: 'Confirm the address' }).click();
  await expect(desk.getByRole('heading', { name: 'The address is confirmed' })).toBeVisible();
}

test('an address is changed by the link in the new inbox; the old inbox is told and can undo it', async ({
  person,
  desk,
  product,
}) => {
  const ada = await person();
  const card = cardOf(ada.page);
  const address = await propose(ada);
  await confirm(product, desk, address);
  await expect(card.getByText(address, { exact: true })).toBeVisible();
  await expect(card.getByText('is waiting to be confirmed')).toBeHidden();

  await desk.goto(await linkInMail(product, desk, ada.email, 'Your e-mail address was changed'));
  await expect(desk.getByRole('heading', { name: 'Bring back the old e-mail address' })).toBeVisible();
  await desk.getByRole('button', { name: 'Undo the change' }).click();
  await expect(desk.getByRole('heading', { name: 'The change is undone' })).toBeVisible();
  // Whoever made the change is signed out everywhere.
  await expect(ada.page).toHaveURL(/\/sign-in/);
});

test('a change of address is cancelled from the old inbox, and its link is then dead', async ({
  person,
  desk,
  product,
}) => {
  const ada = await person();
  const address = await propose(ada);
  const link = await linkInMail(product, desk, address, 'Confirm this e-mail address');
  await desk.goto(await linkInMail(product, desk, ada.email, 'Your e-mail address is about to change'));
  await desk.getByRole('button', { name: 'Cancel the change' }).click();
  await expect(desk.getByRole('heading', { name: 'The change is cancelled' })).toBeVisible();
  await expect(ada.page).toHaveURL(/\/sign-in/);
  await desk.goto('/');
  await desk.goto(link);
  await expect(desk.getByRole('heading', { name: 'This link is no longer good' })).toBeVisible();
});

test('somebody cancels their own change; a wrong or unchanged address is refused beside the field', async ({
  person,
}) => {
  const ada = await person();
  const card = cardOf(ada.page);
  await propose(ada);
  await ada.page.reload();
  await expect(card.getByText(`new.${ada.email} is waiting to be confirmed`)).toBeVisible();
  await card.getByRole('button', { name: 'Cancel' }).click();
  await card.getByRole('button', { name: 'Change Email' }).click();
  for (const [address, why] of [
    ['ada at example', /not an e-mail address/],
    [ada.email, /the address you have now/],
  ] as const) {
    await card.getByLabel('New e-mail address').fill(address);
    await card.getByRole('button', { name: 'Send link' }).click();
    await expect(card.getByText(why)).toBeVisible();
  }
});

test('a mistyped address is corrected, the link is sent again, and only the newest link confirms', async ({
  person,
  desk,
  product,
}) => {
  const ada = await person();
  const card = cardOf(ada.page);
  const wrong = await propose(ada);
  const lost = await linkInMail(product, desk, wrong, 'Confirm this e-mail address');
  await card.getByRole('button', { name: 'Correct address' }).click();
  const right = `right.${ada.email}`;
  await expect(card.getByLabel('New e-mail address')).toHaveValue(wrong);
  await card.getByLabel('New e-mail address').fill(right);
  await card.getByRole('button', { name: 'Send link' }).click();
  await expect(card.getByText(`${right} is waiting to be confirmed`)).toBeVisible();
  const first = await linkInMail(product, desk, right, 'Confirm this e-mail address');
  // The button counts down half a minute.
  await card.getByRole('button', { name: 'Resend', exact: true }).click({ timeout: 40_000 });
  await expect(card.getByRole('button', { name: 'Resend', exact: true })).toBeHidden();
  await expect
    .poll(() => linkInMail(product, desk, right, 'Confirm this e-mail address'), { timeout: 20_000 })
    .not.toBe(first);
  for (const dead of [lost, first]) {
    await desk.goto('/');
    await desk.goto(dead);
    await expect(desk.getByRole('heading', { name: 'This link is no longer good' })).toBeVisible();
  }
  await confirm(product, desk, right);
  await expect(card.getByText(right, { exact: true })).toBeVisible();
});
