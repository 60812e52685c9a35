import { expect, type Locator, type Page } from '@playwright/test';
import { national } from './outside-world.ts';

/** A telephone of the outside world, taken in hand on the page of handsets: it texts lines, and shows what they text. */
export interface Telephone {
  readonly number: string;
  /** The text that says this; waits until it is there. */
  text(says: RegExp, patience?: number): Promise<Locator>;
  /** How many texts say this. */
  count(says: RegExp): Promise<number>;
  /** Writes to a line, with a picture where one is given, and waits until it is sent. */
  write(to: string, text: string, picture?: Buffer): Promise<void>;
  readonly page: Page;
  /** Calls a line. */
  call(to: string): Promise<void>;
  /** Waits until it shows that: `rings`, `calls` and `talks` name the other side. */
  shows(what: 'rings' | 'calls' | 'talks', who: string, patience?: number): Promise<void>;
  /** Presses one of its buttons: "Answer", "Decline", "Hang up", "Speak a sample", "Press 1". */
  press(button: string): Promise<void>;
  /** Waits until it is on no call. */
  rests(patience?: number): Promise<void>;
}

const said = {
  rings: (who: string) => `${who} is calling`,
  calls: (who: string) => `Calling ${who}`,
  talks: (who: string) => `Connected with ${who}`,
};

/** Opens the telephone in a window of its own. */
export async function telephone(desk: Page, number: string): Promise<Telephone> {
  const page = await desk.context().newPage();
  const thread = page.getByRole('log', { name: national(number) });
  await page.goto('/phone');
  await page.getByRole('button', { name: 'New handset' }).click();
  await page.getByLabel('Number of the new handset').fill(number);
  await page.getByRole('button', { name: 'Make handset' }).click();
  await expect(thread).toBeVisible();
  const receiver = page.getByRole('region', { name: 'Telephone' });
  return {
    number,
    page,
    async call(to) {
      await receiver.getByLabel('Line to call').selectOption(to);
      await receiver.getByRole('button', { name: 'Call' }).click();
    },
    shows: (what, who, patience = 15_000) =>
      expect(receiver.getByRole('status')).toHaveText(said[what](national(who)), { timeout: patience }),
    press: (button) => receiver.getByRole('button', { name: button, exact: true }).click(),
    rests: (patience = 15_000) =>
      expect(receiver.getByRole('button', { name: 'Call', exact: true })).toBeVisible({ timeout: patience }),
    async text(says, patience = 20_000) {
      const text = thread.getByText(says).last();
      await expect(text).toBeVisible({ timeout: patience });
      return text;
    },
    count: (says) => thread.getByText(says).count(),
    async write(to, text, picture) {
      await page.getByRole('combobox', { name: /^To/ }).selectOption(to);
      if (picture !== undefined) {
        const file = { name: 'picture.png', mimeType: 'image/png', buffer: picture };
        await page.locator('input[type=file]').setInputFiles(file);
        await expect(page.getByRole('button', { name: 'Remove the picture' })).toBeVisible();
      }
      const field = page.getByRole('textbox', { name: 'Write a text' });
      await field.fill(text);
      await field.press('Enter');
      await expect(field).toHaveValue('');
    },
  };
}
