import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { daysPass, haveGroups } from './passing-days.ts';

const planCard = (page: Page) => page.getByRole('region', { name: 'Plan', exact: true });
const meter = (page: Page, name: string) => planCard(page).getByRole('listitem').filter({ hasText: name });

/** Chooses something on "Change Plan", reads what it says, and confirms it. */
async function confirm(page: Page, choice: string, button: RegExp, says: readonly string[]) {
  await page.getByRole('button', { name: choice, exact: true }).click();
  const dialog = page.getByRole('dialog');
  for (const words of says) await expect(dialog.getByText(words).first()).toBeVisible();
  await dialog.getByRole('button', { name: button }).click();
  await expect(dialog).toBeHidden();
}

test('a downgrade is blocked with its reasons, and waits for the renewal once they are settled', async ({
  person,
  product,
}) => {
  const { page, username } = await person();
  await page.goto('/plan');
  await confirm(page, 'Choose Basic', /Confirm for \$100.00/, ['Basic, one month']);
  await haveGroups(product, username, 11);
  await page.getByRole('button', { name: 'Choose Lite', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Settle this first')).toBeVisible();
  const reason = dialog.getByRole('link', { name: 'Groups: 11 in use, 10 allowed' });
  await expect(reason).toHaveAttribute('href', '/groups');
  await expect(dialog.getByRole('button', { name: /Confirm/ })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await haveGroups(product, username, 10);
  await confirm(page, 'Choose Lite', /Confirm for \d\d\/\d\d\/\d{4}/, ['Nothing is charged now.']);
  await expect(page.getByText(/^Lite begins on/)).toBeVisible();
  await page.getByRole('button', { name: 'Keep Basic' }).click();
  await expect(page.getByText(/^Lite begins on/)).toBeHidden();
});

test('a pack of messages is there at once and lapses at the renewal, which is billed', async ({ person, product }) => {
  const { page, username } = await person();
  await page.goto('/plan');
  await confirm(page, 'Choose Lite', /Confirm for \$19.00/, ['Lite, one month']);
  await confirm(page, 'Buy 500 messages, $15', /Confirm for \$15.00/, ['500 messages, one time']);
  await expect(page.getByText(/500 messages bought, good until/)).toBeVisible();
  await page.goto('/settings#plan');
  await expect(meter(page, 'Messages').getByText('0 of 1,000', { exact: true })).toBeVisible();
  await daysPass(product, username, 31);
  await page.reload();
  await expect(meter(page, 'Messages').getByText('0 of 500', { exact: true })).toBeVisible();
  await page.goto('/plan');
  await expect(page.getByRole('link', { name: 'Invoice 3' })).toBeVisible();
  await expect(page.getByText(/500 messages bought/)).toBeHidden();
  await expect(page.getByText('2 invoices, $34.00 together, are past their day')).toBeVisible();
  await page.getByRole('link', { name: 'Invoice 3' }).click();
  await expect(page.getByText('Lite, one month')).toBeVisible();
});

test('confirming asks who it is once that was long ago, and goes on with the same quote', async ({
  person,
  product,
}) => {
  const { page, username, password } = await person();
  await page.goto('/plan');
  await page.getByRole('button', { name: 'Choose Starter' }).click();
  await product.forgetProofs(username);
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm for $52.00' }).click();
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await proof.getByLabel('Password', { exact: true }).fill(password);
  await proof.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('region', { name: 'Your plan' }).getByText('$52 a month')).toBeVisible();
});

test('pictures of plan and bill, to leaf through', async ({ person, product }) => {
  test.setTimeout(180_000);
  const { page, username } = await person();
  const take = async (name: string) => {
    for (const width of [1280, 390])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.screenshot({
          path: `screens/${name}-${width}-${colorScheme}.png`,
          fullPage: true,
          animations: 'disabled',
        });
      }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
  };
  await page.goto('/plan');
  await expect(page.getByRole('button', { name: 'Choose Lite+' })).toBeVisible();
  await take('plan-trial');
  await confirm(page, 'Choose Starter', /Confirm for/, ['Starter, one month']);
  await confirm(page, 'Buy 500 messages, $15', /Confirm for/, ['500 messages, one time']);
  await daysPass(product, username, 20);
  await page.reload();
  await page.getByRole('button', { name: 'Choose Basic' }).click();
  await expect(page.getByRole('dialog').getByText('Starter, paid and not used')).toBeVisible();
  await take('plan-quote');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await confirm(page, 'Choose Lite', /Confirm for/, ['Nothing is charged now.']);
  await take('plan-paid');
  await page.getByRole('link', { name: 'Invoice 1' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Invoice 1' })).toBeVisible();
  await take('invoice');
});
