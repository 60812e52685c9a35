import { expect, type Locator, type Page } from '@playwright/test';

/** A number as the pages of a company in the United States write it. */
export const national = (number: string) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

/** A telephone of the outside world, read on the page of handsets. */
export interface Handset {
  readonly number: string;
  /** The next code that was texted to it; waits until it is there. */
  nextCode(): Promise<string>;
  /** The text that says this; waits until it is there. */
  text(says: RegExp): Promise<Locator>;
}

export function openHandset(page: Page, number: string, read = 0): Handset {
  let codesRead = read;
  const thread = page.getByRole('log', { name: national(number) });
  const open = async () => {
    if (await thread.isVisible()) return;
    await page.goto('/phone');
    await page
      .getByRole('navigation', { name: 'Handsets' })
      .getByRole('button', { name: national(number) })
      .click();
  };
  return {
    number,
    async nextCode() {
      await open();
      const button = thread.getByRole('button', { name: 'Copy the code' }).nth(codesRead);
      await expect(button).toBeVisible();
      codesRead += 1;
      return (await button.innerText()).trim();
    },
    async text(says) {
      await open();
      const text = thread.getByText(says).last();
      await expect(text).toBeVisible();
      return text;
    },
  };
}

/** Opens the newest mail to somebody with this subject on the page of mails, and answers where its button leads. */
export async function linkInMail(page: Page, to: string, subject: string): Promise<string> {
  await page.goto('/mailbox');
  const mails = page
    .getByRole('navigation', { name: 'Mails' })
    .getByRole('button')
    .filter({ hasText: `To ${to}` });
  await mails.filter({ hasText: subject }).first().click();
  const link = page.frameLocator('iframe').getByRole('link').first();
  await expect(link).toBeVisible();
  return (await link.getAttribute('href')) ?? '';
}
