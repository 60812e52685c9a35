import type { APIRequestContext } from '@playwright/test';
import type { Me } from '#contract/identity.ts';
import type { MailboxMail, MailHead } from '#contract/mailbox.ts';
import type { HandsetText } from '#contract/simulator.ts';

export interface Account {
  readonly name: string;
  readonly company: string;
  readonly username: string;
  readonly password: string;
  readonly cell: string;
  readonly email: string;
}

/** Signs up and proves cell and e-mail address, as the first journey does by hand; answers the line's public number. */
export async function signUp(browser: APIRequestContext, desk: APIRequestContext, account: Account): Promise<string> {
  await done(browser.post('/api/sign-up', { data: account }));
  const code = await eventually(async () => {
    const found = await desk.get(`/simulator/handsets/${encodeURIComponent(account.cell)}/messages`);
    if (!found.ok()) return undefined;
    const { texts } = (await found.json()) as { texts: HandsetText[] }; // the contract's reply
    return texts.map(({ text }) => /\d{6}/.exec(text)?.[0]).find((one) => one !== undefined);
  });
  await done(browser.post('/api/settings/cell/verify', { data: { code } }));
  const token = await eventually(async () => {
    const { mails } = (await (await desk.get('/api/mailbox', { params: { to: account.email } })).json()) as {
      mails: MailHead[];
    }; // the contract's reply
    if (mails[0] === undefined) return undefined;
    const mail = (await (await desk.get(`/api/mailbox/${mails[0].id}`)).json()) as MailboxMail; // the contract's reply
    return /\/link#(\S+)/.exec(mail.text)?.[1];
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
