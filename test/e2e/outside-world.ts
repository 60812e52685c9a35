import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { simpleParser } from 'mailparser';
import type { MailboxMail, MailHead } from '#contract/mailbox.ts';
import type { HandsetText } from '#contract/simulator.ts';
import type { Product } from './product.ts';

/** A number as the pages of a company in the United States write it. */
export const national = (number: string) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

/** What reached the world outside, oldest first. */
export interface OutsideWorld {
  /** Texts on a telephone. */
  texts(number: string): Promise<string[]>;
  mails(to: string): Promise<{ subject: string; text: string }[]>;
}

/** The world as the simulator at this address and the mailbox page of the product stand in for it. */
export const standInWorld = (url: string): OutsideWorld => ({
  texts: (number) => textsAt(url, number),
  async mails(to) {
    const { mails } = await read<{ mails: MailHead[] }>(`${url}/api/mailbox?${new URLSearchParams({ to })}`);
    const whole = mails.map(({ id }) => read<MailboxMail>(`${url}/api/mailbox/${id}`));
    return (await Promise.all(whole)).reverse();
  },
});

/** The world behind a carrier of its own process and a real mail server, which lays mails into a folder. */
export const realWorld = (carrierUrl: string, mailFolder: string): OutsideWorld => ({
  texts: (number) => textsAt(carrierUrl, number),
  async mails(to) {
    const folder = join(mailFolder, 'new');
    const names = readdirSync(mailFolder).includes('new') ? readdirSync(folder) : [];
    const mails = await Promise.all(names.map((name) => simpleParser(readFileSync(join(folder, name)))));
    return mails
      .filter((mail) => [mail.to].flat().some((one) => one?.value.some(({ address }) => address === to)))
      .sort((a, b) => (a.date?.getTime() ?? 0) - (b.date?.getTime() ?? 0))
      .map((mail) => ({ subject: mail.subject ?? '', text: mail.text ?? '' }));
  },
});

async function textsAt(url: string, number: string): Promise<string[]> {
  const address = `${url}/simulator/handsets/${encodeURIComponent(number)}/messages`;
  const { texts } = await read<{ texts: HandsetText[] }>(address, { texts: [] });
  return texts.map(({ text }) => text);
}

async function read<T>(address: string, otherwise?: T): Promise<T> {
  const answer = await fetch(address);
  if (!answer.ok && otherwise !== undefined) return otherwise;
  return (await answer.json()) as T; // the contract's reply
}

/** A telephone of the outside world, read on the page of handsets where there is one. */
export interface Handset {
  readonly number: string;
  /** The next code that was texted to it; waits until it is there. */
  nextCode(): Promise<string>;
  /** Waits until a text that says this is there. */
  text(says: RegExp): Promise<void>;
}

export const openHandset = (product: Product, page: Page, number: string, read = 0): Handset =>
  product.standIns ? onPage(page, number, read) : inHand(product.outside, number, read);

function inHand(outside: OutsideWorld, number: string, read: number): Handset {
  let codesRead = read;
  return {
    number,
    async nextCode() {
      const codes = async () => (await outside.texts(number)).flatMap((text) => /^\D*(\d{6})\b/.exec(text)?.[1] ?? []);
      await expect.poll(async () => (await codes()).length, { timeout: 15_000 }).toBeGreaterThan(codesRead);
      codesRead += 1;
      return (await codes())[codesRead - 1] ?? '';
    },
    text: (says) => expect.poll(async () => (await outside.texts(number)).some((text) => says.test(text))).toBe(true),
  };
}

function onPage(page: Page, number: string, read: number): Handset {
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
      await expect(thread.getByText(says).last()).toBeVisible();
    },
  };
}

/** Where the button of the newest mail to somebody with this subject leads; read on the page of mails where there is one. */
export async function linkInMail(product: Product, page: Page, to: string, subject: string): Promise<string> {
  if (!product.standIns) {
    const link = async () => {
      const mail = (await product.outside.mails(to)).findLast((one) => one.subject === subject);
      return /https?:\/\/\S+/.exec(mail?.text ?? '')?.[0];
    };
    await expect.poll(link, { timeout: 20_000 }).toBeDefined();
    return (await link()) ?? '';
  }
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
