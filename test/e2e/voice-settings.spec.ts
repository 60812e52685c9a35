import { conversations, expect, onlyBrowser, phoneOf, test, wayOf } from './calls.ts';
import { heardBy } from './heard.ts';
import { national } from './outside-world.ts';

const aSecond = 50;

test('forwarded to the personal cell: 1 takes the call, and it shows whom it is set to show', async ({
  person,
  aTelephone,
}) => {
  const ada = await person();
  const { page } = ada;
  const cell = await aTelephone(ada.cell);
  const caller = await aTelephone();
  const [cellHears, callerHears] = [heardBy(cell.page), heardBy(caller.page)];
  await page.goto('/settings/phone');
  await page.getByRole('switch', { name: 'Ring this browser phone' }).click({ force: true });
  await expect(wayOf(page)).toContainText('Your cell rings for 25 seconds.');
  await expect(wayOf(page)).toContainText('presses 1 to take the call');

  await caller.call(ada.number);
  await cell.shows('rings', caller.number);
  await expect(phoneOf(page)).toBeHidden();
  await cell.press('Answer');
  // It is asked first: the caller still hears it ring.
  await cell.shows('talks', caller.number);
  await caller.shows('calls', ada.number);
  await cell.press('Press 1');
  await caller.shows('talks', ada.number);
  const before = [cellHears(), callerHears()] as const;
  await expect.poll(() => cellHears() - before[0], { timeout: 30_000 }).toBeGreaterThan(aSecond);
  await expect.poll(() => callerHears() - before[1], { timeout: 30_000 }).toBeGreaterThan(aSecond);
  await caller.press('Hang up');
  await cell.rests();

  await page.getByLabel('Your cell shows', { exact: true }).selectOption('The number of your line');
  await expect(wayOf(page)).toContainText('It shows the number of your line.');
  await caller.call(ada.number);
  await cell.shows('rings', ada.number);
  await cell.press('Decline');
  // Nothing else rings: the greeting comes at once.
  await caller.shows('talks', ada.number);
  await caller.press('Hang up');
  await page.goto('/inbox');
  await expect(conversations(page).getByRole('link', { name: national(caller.number) })).toContainText('Missed call');
  await page.goto('/calls');
  const calls = page.getByRole('listitem').filter({ hasText: national(caller.number) });
  await expect(calls.first()).toContainText('Hung up during the greeting');
  await expect(calls.last()).toContainText('Incoming call');
});

test('without “press 1” whoever picks up the cell has the call at once', async ({ line, aTelephone }) => {
  const ada = await line({ ringBrowser: false });
  const { page } = ada;
  const cell = await aTelephone(ada.cell);
  const caller = await aTelephone();
  await page.goto('/settings/phone');
  await expect(wayOf(page)).toContainText('presses 1 to take the call');
  await page.getByRole('switch', { name: 'Ask to press 1 before connecting' }).click({ force: true });
  await expect(wayOf(page)).not.toContainText('presses 1 to take the call');
  await caller.call(ada.number);
  await cell.shows('rings', caller.number);
  await cell.press('Answer');
  await caller.shows('talks', ada.number);
  await cell.press('Hang up');
  await caller.rests();
  await page.goto('/calls');
  await expect(page.getByRole('listitem').filter({ hasText: national(caller.number) })).toContainText(
    'Incoming call · Lasted',
  );
});

test('a blocked caller is rejected and leaves no trace; taken off the list, they ring', async ({
  line,
  aTelephone,
}) => {
  const ada = await line(onlyBrowser);
  const { page } = ada;
  const caller = await aTelephone();
  await page.goto('/settings/phone');
  const card = page.getByRole('region', { name: 'Blocked numbers' });
  await card.getByLabel('Number to block').fill(national(caller.number));
  await card.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(card.getByRole('listitem')).toContainText(national(caller.number));
  await page.getByLabel('Caller', { exact: true }).fill(caller.number);
  await expect(wayOf(page)).toContainText('The call is rejected: this caller is blocked.');
  await caller.call(ada.number);
  await expect(caller.page.getByRole('region', { name: 'Telephone' }).getByRole('status')).toHaveCount(0);
  await caller.rests();
  await expect(phoneOf(page)).toBeHidden();

  await card.getByRole('button', { name: `Unblock ${national(caller.number)}` }).click();
  await expect(card.getByRole('listitem')).toHaveCount(0);
  await caller.call(ada.number);
  await expect(phoneOf(page).getByText(`Call from ${national(caller.number)}`)).toBeVisible();
  await caller.press('Hang up');
  await page.goto('/calls');
  await expect(page.getByRole('listitem').filter({ hasText: national(caller.number) })).toHaveCount(1);
});

test('unknown callers press 1 before anything rings; contacts need not', async ({ line, aTelephone }) => {
  const ada = await line(onlyBrowser);
  const { page } = ada;
  const caller = await aTelephone();
  await page.goto('/settings/phone');
  await page.getByRole('switch', { name: 'Screen unknown callers' }).click({ force: true });
  await expect(wayOf(page)).toContainText('has to press 1');
  await caller.call(ada.number);
  await caller.shows('talks', ada.number);
  await expect(phoneOf(page)).toBeHidden();
  await caller.press('Press 1');
  await expect(phoneOf(page).getByText(`Call from ${national(caller.number)}`)).toBeVisible();
  await caller.press('Hang up');
  await caller.rests();
  await ada.context.request.post('/api/contacts', { data: { number: caller.number, name: 'Grace Hopper' } });
  await caller.call(ada.number);
  await expect(phoneOf(page).getByText('Call from Grace Hopper')).toBeVisible();
  await caller.press('Hang up');
});

test('a masked caller: the cell shows the line, and the mail hides the number', async ({ desk, line, aTelephone }) => {
  const ada = await line({ ringBrowser: false });
  const { page } = ada;
  const cell = await aTelephone(ada.cell);
  const caller = await aTelephone();
  await page.goto('/settings/phone');
  await page.getByRole('switch', { name: 'Mask caller ID' }).click({ force: true });
  await expect(wayOf(page)).toContainText('It shows the number of your line.');
  await caller.call(ada.number);
  await cell.shows('rings', ada.number);
  await caller.press('Hang up');
  await cell.rests();
  const digits = caller.number.slice(-4);
  await desk.goto('/mailbox');
  const mail = desk
    .getByRole('navigation', { name: 'Mails' })
    .getByRole('button')
    .filter({ hasText: `Missed call from ••• ${digits}` })
    .filter({ hasText: ada.email });
  await expect(mail).toBeVisible({ timeout: 30_000 });
  await mail.click();
  const text = desk.frameLocator('iframe').locator('body');
  await expect(text).toContainText(`••• ${digits}`);
  await expect(text).not.toContainText(national(caller.number));
  // In Trunkline itself nothing is hidden from the line.
  await page.goto('/calls');
  await expect(page.getByRole('listitem').filter({ hasText: national(caller.number) })).toBeVisible();
});

test('the browser rings for as long as is set, and then the greeting comes', async ({ line, aTelephone }) => {
  const ada = await line(onlyBrowser);
  const { page } = ada;
  await page.goto('/settings/phone');
  await page.getByLabel('How long it rings').selectOption('15 seconds');
  await expect(wayOf(page)).toContainText('The browser rings for 15 seconds.');
  const caller = await aTelephone();
  await caller.call(ada.number);
  await expect(phoneOf(page).getByRole('button', { name: 'Answer' })).toBeVisible();
  const began = Date.now();
  await caller.shows('talks', ada.number, 30_000);
  const rang = (Date.now() - began) / 1000;
  expect(rang).toBeGreaterThan(12);
  expect(rang).toBeLessThan(20);
  await expect(phoneOf(page)).toBeHidden();
  await caller.press('Hang up');
});
