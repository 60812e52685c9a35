import { expect, onlyBrowser, openOnly, phoneOf, setRules, test, wayOf } from './calls.ts';

test('out of business hours callers get the greeting at once, where the line wants it so', async ({
  line,
  aTelephone,
}) => {
  const ada = await line(onlyBrowser);
  const { page } = ada;
  const inThreeDays = new Date(Date.now() + 3 * 86_400_000);
  await openOnly(ada, inThreeDays, 'America/New_York');
  await page.goto('/settings/phone');
  await expect(wayOf(page)).toContainText('The browser rings for 10 seconds.');
  await page.getByRole('combobox', { name: 'After hours' }).selectOption('Go to voicemail at once');
  await expect(wayOf(page)).toContainText('Nothing rings: it is after hours.');
  await page.getByRole('textbox', { name: 'When' }).fill(`${inThreeDays.toISOString().slice(0, 10)}T12:00`);
  await expect(wayOf(page)).toContainText('The browser rings for 10 seconds.');
  await expect(page.getByText('Within business hours.')).toBeVisible();

  const caller = await aTelephone();
  await caller.call(ada.number);
  await caller.shows('talks', ada.number, 5000);
  await expect(phoneOf(page)).toBeHidden();
  await caller.press('Hang up');
  await caller.rests();
});

test('“When” is read by the clock of the line, wherever the browser is', async ({ line }) => {
  const ada = await line(onlyBrowser);
  const { page } = ada;
  await setRules(ada, { afterHours: 'voicemail' });
  const inThreeDays = new Date(Date.now() + 3 * 86_400_000);
  await openOnly(ada, inThreeDays, 'America/New_York');
  // The browser's clock is New York's, the line's is half a day ahead.
  const moved = await ada.context.request.patch('/api/settings/preferences', {
    data: { set: { timeZone: 'Asia/Kolkata' } },
  });
  expect(moved.ok()).toBe(true);
  await page.goto('/settings/phone');
  const card = page.getByRole('region', { name: 'What happens when someone calls me?' });
  await expect(card.getByText('In the time zone of your line, Asia/Kolkata. Empty: now.')).toBeVisible();
  const day = inThreeDays.toISOString().slice(0, 10);
  await card.getByLabel('When').fill(`${day}T12:00`);
  await expect(wayOf(page)).toContainText('Nothing rings: it is after hours.');
  await expect(card.getByText(/ at 12:00 PM GMT\+5:30/)).toBeVisible();
  await card.getByLabel('When').fill(`${day}T20:00`);
  await expect(wayOf(page)).toContainText('The browser rings for 10 seconds.');

  await ada.context.request.patch('/api/settings/preferences', { data: { set: { timeZone: 'Europe/Berlin' } } });
  await expect(card.getByText('In the time zone of your line, Europe/Berlin. Empty: now.')).toBeVisible();
  // A time that the clocks of Berlin skip, and one that they show twice.
  await card.getByLabel('When').fill('2027-03-28T02:30');
  await expect(card.getByText('Sunday, March 28, 2027 at 3:30 AM GMT+2')).toBeVisible();
  await card.getByLabel('When').fill('2027-10-31T02:30');
  await expect(card.getByText('Sunday, October 31, 2027 at 2:30 AM GMT+2')).toBeVisible();
});

test('do not disturb: nothing rings until it is turned off, or its time is over', async ({
  product,
  line,
  aTelephone,
}) => {
  const ada = await line(onlyBrowser);
  const { page } = ada;
  await page.goto('/settings/phone');
  const card = page.getByRole('region', { name: 'Do not disturb' });
  await card.getByRole('button', { name: '30 minutes' }).click();
  await expect(card.getByRole('status').getByText(/On until/)).toBeVisible();
  await expect(wayOf(page)).toContainText('Nothing rings: do not disturb is on.');
  const caller = await aTelephone();
  await caller.call(ada.number);
  await caller.shows('talks', ada.number, 5000);
  await expect(phoneOf(page)).toBeHidden();
  await caller.press('Hang up');
  await caller.rests();

  await card.getByRole('button', { name: 'Turn off' }).click();
  await caller.call(ada.number);
  await expect(phoneOf(page).getByRole('button', { name: 'Decline' })).toBeVisible();
  await phoneOf(page).getByRole('button', { name: 'Decline' }).click();
  await caller.shows('talks', ada.number);
  await caller.press('Hang up');
  await caller.rests();

  // The last seconds of its half hour: the page sees it end by itself.
  await card.getByRole('button', { name: '30 minutes' }).click();
  await expect(card.getByRole('status').getByText(/On until/)).toBeVisible();
  await product.write(
    `update phone_settings s set do_not_disturb_until = now() + interval '8 seconds'
     from line l where l.id = s.line_id and l.username = $1`,
    [ada.username],
  );
  await page.reload();
  await expect(card.getByRole('status').getByText(/On until/)).toBeVisible();
  await expect(card.getByRole('button', { name: '30 minutes' })).toBeVisible();
  await expect(wayOf(page)).toContainText('The browser rings for 10 seconds.');
  await caller.call(ada.number);
  await expect(phoneOf(page).getByRole('button', { name: 'Decline' })).toBeVisible();
  await caller.press('Hang up');
});

test('a holiday is after hours the whole day: only the cell rings, where the line wants it so', async ({
  person,
  aTelephone,
}) => {
  const ada = await person();
  const { page } = ada;
  const today = new Date();
  // Open every day of the week, around the clock, but for today and the days that it may be elsewhere.
  const holidays = [-1, 0, 1].map((day) => ({
    date: new Date(today.getTime() + day * 86_400_000).toISOString().slice(0, 10),
    name: 'Founders’ day',
    yearly: false,
    spans: [],
  }));
  const week = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]);
  const kept = await ada.context.request.patch('/api/company', {
    data: { set: { businessHours: { week, holidays } } },
  });
  expect(kept.ok()).toBe(true);
  await page.goto('/settings/phone');
  await page.getByRole('combobox', { name: 'After hours' }).selectOption('Ring the personal cell only');
  await expect(wayOf(page)).toContainText('Your cell rings for 25 seconds.');
  await expect(page.getByText('Outside business hours.')).toBeVisible();
  const cell = await aTelephone(ada.cell);
  const caller = await aTelephone();
  await caller.call(ada.number);
  await cell.shows('rings', caller.number);
  await expect(phoneOf(page)).toBeHidden();
  await caller.press('Hang up');
  await cell.rests();
  await page.getByRole('textbox', { name: 'When' }).fill(`${today.getUTCFullYear() + 1}-06-15T12:00`);
  await expect(wayOf(page)).toContainText('The browser and your cell ring for 25 seconds.');
});
