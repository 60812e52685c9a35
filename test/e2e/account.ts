import type { APIRequestContext } from '@playwright/test';
import type { Me } from '#contract/identity.ts';
import type { OutsideWorld } from './outside-world.ts';

export interface Account {
  readonly name: string;
  readonly company: string;
  readonly username: string;
  readonly password: string;
  readonly cell: string;
  readonly email: string;
}

/** Signs up and proves cell and e-mail address, as the first journey does by hand; answers the line's public number. */
export async function signUp(browser: APIRequestContext, outside: OutsideWorld, account: Account): Promise<string> {
  await done(browser.post('/api/sign-up', { data: account }));
  const code = await eventually(async () =>
    (await outside.texts(account.cell)).map((text) => /\d{6}/.exec(text)?.[0]).find((one) => one !== undefined),
  );
  await done(browser.post('/api/settings/cell/verify', { data: { code } }));
  const token = await eventually(async () => {
    const [mail] = await outside.mails(account.email);
    return mail === undefined ? undefined : /\/link#(\S+)/.exec(mail.text)?.[1];
  });
  await done(browser.post('/api/links/use', { data: { token, does: 'confirm-email' } }));
  return eventually(async () => {
    const me = (await (await browser.get('/api/me')).json()) as Me; // the contract's reply
    return me.line.number ?? undefined;
  });
}

async function done(request: ReturnType<APIRequestContext['post']>): Promise<void> {
  const answer = await request;
  if (!answer.ok()) throw new Error(`${answer.url()} answered ${answer.status()}: ${await answer.text()}`);
}

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not come within 20 s');
}
