import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import pg from 'pg';
import { embeddedUrl } from './embedded-url.ts';
import { fillOwnThreads } from './fill-lines.ts';
import { type Account, createCompany, median, type Product, type Row, startProduct, withDataDir } from './product.ts';
import { withSlowBrowser } from './slow-browser.ts';

const rounds = 5;
const longest = 10_000;

interface Look {
  readonly inboxMs: number;
  readonly threadMs: number;
  readonly openingMs: number;
  readonly scrollingMs: number;
  readonly arrivalMs: number;
}

/** The inbox and a conversation of 10,000 texts in a browser slowed down four times: paint, tasks while one scrolls, and how soon a text in shows. */
export const inbox = (): Promise<Row[]> =>
  withDataDir(async (dir) => {
    const product = await startProduct(dir);
    const account = await createCompany(product, 'bench');
    const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] ?? (await embeddedUrl(dir)), max: 1 });
    const [thread = ''] = await fillOwnThreads(pool, 'bench', [longest, ...Array<number>(100).fill(20)]);
    await pool.end();
    const textIn = await handset(product, account.number);
    const looks: Look[] = [];
    for (let round = 0; round < rounds; round += 1) looks.push(await look(product, account, thread, textIn, round));
    await product.stop();
    const row = (what: string, key: keyof Look, most: number): Row => {
      const ms = median(looks.map((one) => one[key]));
      return {
        what: `${what}, CPU slowed 4 times`,
        ours: `${ms.toFixed(0)} ms`,
        reference: '',
        target: `≤ ${most.toLocaleString('en')} ms`,
        met: ms <= most,
      };
    };
    return [
      row('Inbox: largest paint', 'inboxMs', 1200),
      row('Conversation of 10,000: its newest text is on the screen', 'threadMs', 1200),
      row('Conversation of 10,000: longest task of its opening', 'openingMs', 200),
      row('Conversation of 10,000: longest task of scrolling', 'scrollingMs', 200),
      row('A text in: from the handset to the screen', 'arrivalMs', 1000),
    ];
  });

/** Texts the line from the number of its first conversation, through the simulator, as a telephone does. */
async function handset(product: Product, to: string): Promise<(text: string) => Promise<void>> {
  const { stdout } = await promisify(execFile)(
    'node_modules/.bin/node',
    ['server/cli/main.ts', 'simulator', '--json'],
    { env: product.env },
  );
  const carrier = JSON.parse(stdout) as { account_sid: string; auth_token: string; base_url: string };
  return async (text) => {
    const reply = await fetch(`${carrier.base_url}/2010-04-01/Accounts/${carrier.account_sid}/Messages.json`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${carrier.account_sid}:${carrier.auth_token}`).toString('base64')}`,
      },
      body: new URLSearchParams({ From: '+12122001001', To: to, Body: text }),
    });
    if (!reply.ok) throw new Error(`the handset could not text: ${reply.status} ${await reply.text()}`);
  };
}

function look(
  product: Product,
  account: Account,
  thread: string,
  textIn: (text: string) => Promise<void>,
  round: number,
): Promise<Look> {
  return withSlowBrowser(product, account, async ({ open }) => {
    const list = await open('/inbox', watchPage);
    await sleep(4000);
    const inboxMs = (await seenBy(list)).paint;
    await list.close();
    const tab = await open(`/inbox/${thread}`, watchPage);
    await sleep(4000);
    const opened = await seenBy(tab);
    const scrollingMs = await scroll(tab);
    await tab.getByRole('button', { name: 'Newest' }).click();
    await sleep(1500);
    const words = `Live text ${round} of the bench`;
    const texted = Date.now();
    await textIn(words);
    const shown = await tab.waitForFunction(wasShown, words, { polling: 200 });
    const arrivalMs = Number(await shown.jsonValue()) - texted;
    return { inboxMs, threadMs: opened.textAt, openingMs: opened.longest, scrollingMs, arrivalMs };
  });
}

/** Back through the conversation by the wheel; the longest task meanwhile. */
async function scroll(tab: Page): Promise<number> {
  await tab.evaluate(() => {
    (window as unknown as Watched).seen.longest = 0;
  });
  await tab.getByRole('log').hover();
  for (let turns = 0; turns < 40; turns += 1) {
    await tab.mouse.wheel(0, -1200);
    await sleep(60);
  }
  await sleep(1000);
  return (await seenBy(tab)).longest;
}

interface Watched {
  seen: { paint: number; longest: number; textAt: number; shownAt: Record<string, number> };
}

const seenBy = (tab: Page) => tab.evaluate(() => (window as unknown as Watched).seen);

/** In the page: when the frame that shows these words was done, by the machine's clock. */
const wasShown = (words: string) => (window as unknown as Watched).seen.shownAt[words];

/** Runs in the page: notes largest paint, longest task, when the first text stood in the conversation, and when live ones came. */
function watchPage() {
  const seen: Watched['seen'] = { paint: 0, longest: 0, textAt: 0, shownAt: {} };
  Object.assign(window, { seen });
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) seen.paint = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  const afterFrame = (note: () => void) => requestAnimationFrame(() => setTimeout(note));
  new MutationObserver((changes) => {
    const log = document.querySelector('[role="log"]');
    if (!log) return;
    if (seen.textAt === 0 && log.textContent?.includes('Words of message'))
      afterFrame(() => {
        seen.textAt ||= performance.now();
      });
    for (const { addedNodes } of changes)
      for (const node of addedNodes) {
        const live = log.contains(node) && /Live text \d+ of the bench/.exec(node.textContent ?? '')?.[0];
        if (live) afterFrame(() => Object.assign(seen.shownAt, { [live]: seen.shownAt[live] ?? Date.now() }));
      }
  }).observe(document, { subtree: true, childList: true });
}
