import { sampleRate } from '#contract/mu-law.ts';
import { tone } from '#contract/tones.ts';
import { writeWav } from '#contract/wav.ts';
import { conversations, phoneOf, ringBrowserOnly, setRules, wayOf } from './calls.ts';
import { heardBy } from './heard.ts';
import { expect, mobile, nextNumber, type Person, test } from './journey.ts';
import { national } from './outside-world.ts';
import { telephone } from './telephone.ts';

const aSecond = 50;

test('forwarded to the personal cell: 1 takes the call, and it shows whom it is set to show', async ({
  person,
  desk,
}, info) => {
  const ada = await person();
  const { page } = ada;
  const cell = await telephone(desk, ada.cell);
  const caller = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
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

test('out of business hours callers get the greeting at once, where the line wants it so', async ({
  person,
  desk,
}, info) => {
  const ada = await person();
  const { page } = ada;
  await ringBrowserOnly(ada);
  const inThreeDays = new Date(Date.now() + 3 * 86_400_000);
  await openOnly(ada, inThreeDays, 'America/New_York');
  await page.goto('/settings/phone');
  await expect(wayOf(page)).toContainText('The browser rings for 10 seconds.');
  await page.getByRole('combobox', { name: 'After hours' }).selectOption('Go to voicemail at once');
  await expect(wayOf(page)).toContainText('Nothing rings: it is after hours.');
  await page.getByRole('textbox', { name: 'When' }).fill(`${inThreeDays.toISOString().slice(0, 10)}T12:00`);
  await expect(wayOf(page)).toContainText('The browser rings for 10 seconds.');
  await expect(page.getByText('Within business hours.')).toBeVisible();

  const caller = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await caller.call(ada.number);
  await caller.shows('talks', ada.number, 5000);
  await expect(phoneOf(page)).toBeHidden();
  await caller.press('Hang up');
  await caller.rests();
});

test('“When” is read by the clock of the line, wherever the browser is', async ({ person }) => {
  const ada = await person();
  const { page } = ada;
  await ringBrowserOnly(ada);
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

test('do not disturb: nothing rings until it is turned off, or its time is over', async ({ person, desk }, info) => {
  const ada = await person();
  const { page } = ada;
  await ringBrowserOnly(ada);
  await page.goto('/settings/phone');
  const card = page.getByRole('region', { name: 'Do not disturb' });
  await card.getByRole('button', { name: '30 minutes' }).click();
  await expect(card.getByRole('status').getByText(/On until/)).toBeVisible();
  await expect(wayOf(page)).toContainText('Nothing rings: do not disturb is on.');
  const caller = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
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
});

test('a blocked caller is rejected and leaves no trace; taken off the list, they ring', async ({
  person,
  desk,
}, info) => {
  const ada = await person();
  const { page } = ada;
  await ringBrowserOnly(ada);
  const caller = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
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

test('unknown callers press 1 before anything rings; contacts need not', async ({ person, desk }, info) => {
  const ada = await person();
  const { page } = ada;
  await ringBrowserOnly(ada);
  const caller = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
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

test('the greeting is what the line recorded, uploaded or wrote; without voicemail nobody can leave one', async ({
  person,
  desk,
}, info) => {
  const ada = await person();
  const { page } = ada;
  // Nothing rings, so that the greeting comes at once.
  await setRules(ada, { forwardToCell: false, ringBrowser: false });
  const caller = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  const hears = heardBy(caller.page);
  await page.goto('/settings/phone');
  const card = page.getByRole('region', { name: 'Greeting' });
  await card.getByRole('button', { name: 'Record' }).click();
  await expect(card.getByText(/Recording, 0:02/)).toBeVisible();
  await card.getByRole('button', { name: 'Stop and use it' }).click();
  await expect(card.getByText('Your own recording')).toBeVisible();
  await card.getByRole('button', { name: 'Play greeting' }).click();
  await expect(card.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();

  await card
    .locator('input[type=file]')
    .setInputFiles({ name: 'hello.wav', mimeType: 'audio/wav', buffer: Buffer.from(writeWav(tone([440], 4000))) });
  await expect(card.getByText('0:04 long')).toBeVisible();
  await caller.call(ada.number);
  await caller.shows('talks', ada.number);
  // Four seconds of it and no more than what our own beep adds.
  await expect.poll(hears, { timeout: 20_000 }).toBeGreaterThan(3 * aSecond);
  await caller.press('Hang up');
  await caller.rests();

  await card
    .locator('input[type=file]')
    .setInputFiles({ name: 'long.wav', mimeType: 'audio/wav', buffer: threeMinutes() });
  await expect(card.getByText('A greeting is at most 60 seconds long.')).toBeVisible();
  await card
    .locator('input[type=file]')
    .setInputFiles({ name: 'sound.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('PK\u0003\u0004 no sound') });
  await expect(card.getByText('This browser cannot read the file as sound.')).toBeVisible();
  await expect(card.getByText('0:04 long')).toBeVisible();

  await page.getByRole('switch', { name: 'Callers can leave a voicemail' }).click({ force: true });
  await expect(wayOf(page)).toContainText('The caller hears that nobody is there.');
  await caller.call(ada.number);
  await caller.shows('talks', ada.number);
  await caller.rests(30_000);
  await page.goto('/calls');
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: national(caller.number) })
      .first(),
  ).toContainText('Missed call');
});

const threeMinutes = () => Buffer.from(writeWav(new Int16Array(180 * sampleRate)));

/** The company is open from nine to five on the weekday of this date, and never else. */
async function openOnly(person: Person, date: Date, timeZone: string): Promise<void> {
  const week = Array.from({ length: 7 }, (_, day) =>
    day === (date.getUTCDay() + 6) % 7 ? [{ from: '09:00', to: '17:00' }] : [],
  );
  const answer = await person.context.request.patch('/api/company', {
    data: { set: { businessHours: { week, holidays: [] }, timeZone } },
  });
  expect(answer.ok()).toBe(true);
}
