import type { Locator, Page } from '@playwright/test';
import { writeConversation } from './conversation.ts';
import { expect, test } from './journey.ts';
import { national } from './outside-world.ts';

const other = (n: number) => `+1650254${String(n).padStart(4, '0')}`;
const log = (page: Page) => page.getByRole('log');
const row = (page: Page, number: string) =>
  page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: national(number) });

/** Where an element stands on the screen. */
const topOf = async (element: Locator) => (await element.boundingBox())?.y ?? Number.NaN;

test('a conversation of 10,000 texts opens at its end, and scrolling back never moves what one reads', async ({
  person,
  product,
}) => {
  const { page, username } = await person();
  const number = other(1);
  await writeConversation(product, username, { number, texts: 10_000 });
  await page.goto('/inbox');
  await row(page, number).click();
  await expect(log(page).getByText('Text number 10000', { exact: true })).toBeInViewport();
  // Only what is in view is drawn.
  expect(await log(page).locator('[data-index]').count()).toBeLessThan(60);

  for (let pages = 0; pages < 6; pages += 1) {
    await log(page).hover();
    await page.mouse.wheel(0, -6000);
    await page.waitForTimeout(150);
  }
  const shown = log(page).locator('[data-index]').filter({ hasText: 'Text number' });
  await expect(page.getByRole('button', { name: 'Newest' })).toBeVisible();
  // Whatever is read stays where it is while older texts come in above.
  const middle = shown.nth(Math.floor((await shown.count()) / 2));
  const text = (await middle.innerText()).split('\n')[0] ?? '';
  const still = log(page).getByText(text, { exact: true });
  await page.waitForTimeout(600);
  const before = await topOf(still);
  await page.waitForTimeout(800);
  expect(Math.abs((await topOf(still)) - before)).toBeLessThan(2);

  await page.getByRole('button', { name: 'Newest' }).click();
  await expect(log(page).getByText('Text number 10000', { exact: true })).toBeInViewport();
});

test('a search over texts opens the conversation at what was found, and the way back to the newest is there', async ({
  person,
  product,
}) => {
  const { page, username } = await person();
  await writeConversation(product, username, { number: other(2), texts: 3000 });
  await page.goto('/inbox');
  await expect(row(page, other(2))).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('1234');
  await expect(row(page, other(2)).getByText('Text number 1234')).toBeVisible();
  await row(page, other(2)).click();
  await expect(log(page).getByText(/Text number 1234\b/)).toBeInViewport();
  await page.getByRole('button', { name: 'Newest' }).click();
  await expect(log(page).getByText('Text number 3000', { exact: true })).toBeInViewport();
});

test('unread, star, labels: each filters the list', async ({ person, product }) => {
  const { page, username } = await person();
  const [read, unread] = [other(3), other(4)];
  await writeConversation(product, username, { number: read, texts: 4 });
  await writeConversation(product, username, { number: unread, texts: 4, unread: 2 });
  await page.goto('/inbox');
  await expect(row(page, unread).getByText('2 unread')).toBeAttached();
  await page.getByRole('button', { name: 'Unread', exact: true }).click();
  await expect(row(page, read)).toBeHidden();

  await row(page, unread).click();
  await expect(page.getByText('Everything is read')).toBeVisible();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Mark unread' }).click();
  await expect(row(page, unread).getByText('1 unread')).toBeAttached();

  await page.getByRole('button', { name: 'All', exact: true }).click();
  await row(page, read).click();
  await page.getByRole('button', { name: 'Star', exact: true }).click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Labels' }).click();
  await page
    .getByRole('combobox', { name: 'Add a label' })
    .or(page.getByRole('textbox', { name: 'Add a label' }))
    .fill('Urgent');
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('button', { name: 'Remove the label Urgent' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Starred', exact: true }).click();
  await expect(row(page, unread)).toBeHidden();
  await expect(row(page, read)).toBeVisible();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.getByRole('combobox', { name: 'Label' }).selectOption('Urgent');
  await expect(row(page, unread)).toBeHidden();
  await expect(row(page, read).getByText('Urgent')).toBeVisible();
});

test('a deleted conversation and a deleted text come back with Undo', async ({ person, product }) => {
  const { page, username } = await person();
  const number = other(5);
  await writeConversation(product, username, { number, texts: 4 });
  await page.goto('/inbox');
  await row(page, number).click();
  const text = log(page).getByText('Text number 3', { exact: true });
  await text.hover();
  await log(page)
    .locator('[data-index]')
    .filter({ hasText: 'Text number 3' })
    .getByRole('button', { name: 'Actions' })
    .click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(text).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(text).toBeVisible();

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete conversation' }).click();
  await expect(row(page, number)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, number)).toBeVisible();
});

test('list and conversation by keyboard alone', async ({ person, product }) => {
  const { page, username } = await person();
  await writeConversation(product, username, { number: other(6), texts: 2 });
  await writeConversation(product, username, { number: other(7), texts: 2 });
  await page.keyboard.type('gi');
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  const links = page.getByRole('navigation', { name: 'Conversations' }).getByRole('link');
  await expect(links).toHaveCount(2);
  await links.first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: /Write to/ })).toBeVisible();
  await page.getByRole('textbox', { name: /Write to/ }).focus();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/inbox$/);
});

test('at 390 pixels the list leads to the conversation and back', async ({ person, product }) => {
  const { page, username } = await person();
  const number = other(8);
  await writeConversation(product, username, { number, texts: 30 });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/inbox');
  await row(page, number).click();
  await expect(log(page).getByText('Text number 30', { exact: true })).toBeInViewport();
  await expect(row(page, number)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Send' })).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('button', { name: 'All conversations' }).click();
  await expect(row(page, number)).toBeVisible();
});

test('an unsent text is kept with its conversation, over a reload and beside others', async ({ person, product }) => {
  const { page, username } = await person();
  const [one, two] = [other(9), other(10)];
  await writeConversation(product, username, { number: one, texts: 2 });
  await writeConversation(product, username, { number: two, texts: 2 });
  await page.goto('/inbox');
  await row(page, one).click();
  await page.getByRole('textbox', { name: /Write to/ }).fill('half a thought');
  await row(page, two).click();
  await expect(page.getByRole('textbox', { name: /Write to/ })).toHaveValue('');
  await page.reload();
  await row(page, one).click();
  await expect(page.getByRole('textbox', { name: /Write to/ })).toHaveValue('half a thought');
});

test('the composer says what a text costs and why, and straightens it', async ({ person, product }) => {
  const { page, username } = await person();
  const number = other(11);
  await writeConversation(product, username, { number, texts: 2 });
  await page.goto('/inbox');
  await row(page, number).click();
  const field = page.getByRole('textbox', { name: /Write to/ });
  await field.fill(`It’s ${'a'.repeat(100)}`);
  await expect(page.getByText('One curly quote makes this 2 segments.')).toBeVisible();
  await page.getByRole('button', { name: 'Straighten: 1 segment' }).click();
  await expect(field).toHaveValue(`It's ${'a'.repeat(100)}`);
  await expect(page.getByText('1 segment · 55 left')).toBeVisible();
  await field.fill('x'.repeat(1601));
  await expect(page.getByText('1601 of 1,600 characters: too long by 1')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
});
