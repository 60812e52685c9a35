import { expect, test } from '@playwright/test';
import { linkInMail, openHandset } from './outside-world.ts';
import { startProduct } from './product.ts';

test('the first person signs up by hand, verifies the cell with the code on the handset, and confirms the e-mail link', async ({
  browser,
}) => {
  const product = await startProduct({ ownDatabase: true });
  try {
    const context = await browser.newContext({ baseURL: product.url });
    const page = await context.newPage();
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Set up your company' })).toBeVisible();
    await page.getByLabel('Company name').fill('Analytical Engines');
    await page.getByLabel('Your name').fill('Ada Byron');
    await page.getByLabel('Username').fill('ada');
    await expect(page.getByText('This username is free.')).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill('violet harbour kettle 92');
    await page.getByLabel('Your own cell').fill('(650) 253-0000');
    await page.getByLabel('E-mail').fill('ada@example.com');
    await page.getByRole('button', { name: 'Create the account' }).click();
    await expect(page.getByRole('heading', { name: 'Welcome, Ada Byron' })).toBeVisible();

    const code = await openHandset(product, await context.newPage(), '+16502530000').nextCode();
    await page.getByLabel('Six-digit code').fill(code);
    await page.getByRole('button', { name: 'Verify' }).click();
    await expect(page.getByText('Codes and alerts reach you by text.')).toBeVisible();

    const mail = await context.newPage();
    await mail.goto(await linkInMail(product, mail, 'ada@example.com', 'Confirm this e-mail address'));
    await expect(mail.getByRole('heading', { name: 'Confirm this e-mail address' })).toBeVisible();
    // Opening the page alone changes nothing: mail scanners open links too.
    await expect(page.getByText('1 of 3 done')).toBeVisible();
    await mail.getByRole('button', { name: 'Confirm the address' }).click();
    await expect(mail.getByRole('heading', { name: 'The address is confirmed' })).toBeVisible();
    await expect(page.getByText('2 of 3 done')).toBeVisible();
    await context.close();
  } finally {
    await product.stop();
  }
});
