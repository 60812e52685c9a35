import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { expect, password, test } from './journey.ts';

const cardOf = (page: Page) => page.getByRole('region', { name: 'Two-step verification' });
const codeNow = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

/** A code works once: whoever needs another one waits for the app's next half minute. */
async function nextCode(secret: string): Promise<string> {
  const used = codeNow(secret);
  await expect.poll(() => codeNow(secret), { timeout: 35_000, intervals: [500] }).not.toBe(used);
  return codeNow(secret);
}

async function typePassword(page: Page, username: string) {
  await page.goto('/sign-in');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible();
}

/** Signing in leads to the first page, which only those who are signed in see. */
async function openSettings(page: Page) {
  await expect(page).not.toHaveURL(/sign-in/);
  await page.goto('/settings');
  await expect(cardOf(page)).toBeVisible();
}

test('an authenticator app is set up, asked for at sign-in and for changes, and a recovery code helps once', async ({
  person,
  newBrowser,
  product,
}) => {
  const { page, username } = await person();
  const card = cardOf(page);
  await expect(card.getByText('Off: your password alone opens this account.')).toBeVisible();
  await card.getByRole('button', { name: 'Set up an authenticator app' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  const secret = (await dialog.locator('code').innerText()).replaceAll(' ', '');
  await dialog.getByLabel('Code from the app').fill(codeNow(secret));
  await dialog.getByRole('button', { name: 'Verify' }).click();
  const shown = dialog.getByRole('list', { name: 'Store your recovery codes' }).getByRole('listitem');
  await expect(shown).toHaveCount(8);
  const codes = await shown.allInnerTexts();
  await dialog.getByRole('button', { name: 'I have stored them' }).click();
  await expect(card.getByText('My phone')).toBeVisible();
  await expect(card.getByText('8 recovery codes left.')).toBeVisible();

  const other = await (await newBrowser()).newPage();
  await typePassword(other, username);
  await other.getByLabel('Code from the app').fill(await nextCode(secret));
  await openSettings(other);

  // A change that needs proof asks for the app, not for the password.
  await product.forgetProofs(username);
  await cardOf(other).getByRole('button', { name: 'New recovery codes' }).click();
  await other
    .getByRole('dialog', { name: 'Make new recovery codes?' })
    .getByRole('button', { name: 'New recovery codes' })
    .click();
  const proof = other.getByRole('dialog', { name: 'Confirm that it is you' });
  await expect(proof.getByLabel('Password', { exact: true })).toBeHidden();
  await proof.getByRole('button', { name: 'Use a recovery code instead' }).click();
  await proof.getByLabel('Recovery code').fill(codes[0] ?? '');
  await proof.getByRole('button', { name: 'Confirm' }).click();
  const renewed = other.getByRole('list', { name: 'Store your recovery codes' }).getByRole('listitem');
  await expect(renewed).toHaveCount(8);

  const third = await (await newBrowser()).newPage();
  await typePassword(third, username);
  await third.getByRole('button', { name: 'Use a recovery code instead' }).click();
  await third.getByLabel('Recovery code').fill(codes[1] ?? '');
  await third.getByRole('button', { name: 'Confirm' }).click();
  await expect(third.getByText('That recovery code is not right, or was used already.')).toBeVisible();
  await third.getByLabel('Recovery code').fill((await renewed.first().innerText()).toLowerCase());
  await third.getByRole('button', { name: 'Confirm' }).click();
  await openSettings(third);
});

test('a passkey is made, signs in after the password, proves a change, and is removed after its consequence was said', async ({
  person,
  product,
}) => {
  const { page, username, context } = await person();
  const device = await context.newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const card = cardOf(page);
  await card.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
  await dialog.getByLabel('Name').fill('Laptop');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'I have stored them' }).click();
  await expect(card.getByText('Laptop')).toBeVisible();

  await context.clearCookies();
  await typePassword(page, username);
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await openSettings(page);

  await product.forgetProofs(username);
  await card.getByRole('button', { name: 'Remove Laptop' }).click();
  const question = page.getByRole('dialog', { name: 'Remove “Laptop”?' });
  await expect(question.getByText(/your password alone then opens this account/)).toBeVisible();
  await question.getByRole('button', { name: 'Remove' }).click();
  await page
    .getByRole('dialog', { name: 'Confirm that it is you' })
    .getByRole('button', { name: 'Use your passkey' })
    .click();
  await expect(card.getByText('Off: your password alone opens this account.')).toBeVisible();
});
