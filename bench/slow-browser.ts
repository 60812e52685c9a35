import { chromium, type Page } from '@playwright/test';
import type { Account, Product } from './product.ts';

export interface SlowBrowser {
  /** Opens a page whose processor is slowed down four times. `watch` runs in it before anything of its own; `met`: before it is asked for. */
  open(path: string, watch: () => void, met?: (tab: Page) => void): Promise<Page>;
}

/** A browser of its own, signed in. */
export async function withSlowBrowser<T>(
  product: Product,
  account: Pick<Account, 'username' | 'password'>,
  use: (browser: SlowBrowser) => Promise<T>,
): Promise<T> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu'],
  });
  try {
    const context = await browser.newContext({ baseURL: product.url, viewport: { width: 1280, height: 900 } });
    await context.request.post('/api/sign-in', { data: { username: account.username, password: account.password } });
    return await use({
      async open(path, watch, met) {
        const tab = await context.newPage();
        met?.(tab);
        await (await context.newCDPSession(tab)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
        await tab.addInitScript(watch);
        await tab.goto(path);
        return tab;
      },
    });
  } finally {
    await browser.close();
  }
}
