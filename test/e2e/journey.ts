import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { type Account, signUp } from './account.ts';
import { type Handset, openHandset } from './outside-world.ts';
import { type Product, startProduct } from './product.ts';

export { expect };

/** Somebody with an account, signed in at a browser of their own, with My Settings open. */
export interface Person extends Account {
  /** The line's public number. */
  readonly number: string;
  readonly page: Page;
  readonly context: BrowserContext;
}

interface Journey {
  /** A browser of somebody new, at an address of their own on the network. */
  readonly newBrowser: () => Promise<BrowserContext>;
  readonly person: (facts?: { readonly name?: string }) => Promise<Person>;
  /** A page of somebody at the machine of the server, where handsets and mails can be read. */
  readonly desk: Page;
  readonly handset: (number: string, codesRead?: number) => Promise<Handset>;
}

let made = 0;
/** Different in every worker and every call. */
export const nextNumber = (worker: number) => {
  made += 1;
  return worker * 1000 + made;
};
/** A mobile number nobody else has. */
export const mobile = (n: number) => `+1650253${String(n).padStart(4, '0')}`;
export const password = 'violet harbour kettle 92';

export const test = base.extend<Journey, { product: Product }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: the test runner reads from this pattern what a fixture needs
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  newBrowser: async ({ browser, product }, use, { parallelIndex }) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const n = nextNumber(parallelIndex);
      const context = await browser.newContext({
        baseURL: product.url,
        extraHTTPHeaders: { 'x-forwarded-for': `10.0.${n >> 8}.${n & 255}` },
      });
      opened.push(context);
      return context;
    });
    for (const context of opened) await context.close();
  },
  desk: async ({ browser, product }, use) => {
    const context = await browser.newContext({ baseURL: product.url });
    await use(await context.newPage());
    await context.close();
  },
  person: async ({ newBrowser, product }, use, { parallelIndex }) => {
    await use(async ({ name = 'Ada Byron' } = {}) => {
      const n = nextNumber(parallelIndex);
      const context = await newBrowser();
      const account = {
        company: 'Analytical Engines',
        name,
        username: `person.${n}`,
        password,
        cell: mobile(n),
        email: `person.${n}@example.com`,
      };
      const number = await signUp(context.request, product.outside, account);
      const page = await context.newPage();
      await page.goto('/settings');
      await expect(page.getByRole('heading', { level: 1, name: 'My Settings' })).toBeVisible();
      return { ...account, number, context, page };
    });
  },
  handset: async ({ desk, product }, use) => {
    await use(async (number, codesRead) => openHandset(product, await desk.context().newPage(), number, codesRead));
  },
});
