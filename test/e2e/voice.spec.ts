import { conversations, expect, onlyBrowser, phoneOf, test } from './calls.ts';
import { heardBy } from './heard.ts';
import type { Person } from './journey.ts';
import { national } from './outside-world.ts';

// A second of their voice is more than any click or tone of the network.
const aSecond = 50;

test('a call rings the browser phone, is answered there, and each side hears the other', async ({
  line,
  aTelephone,
}) => {
  const ada = await line(onlyBrowser);
  const { page } = ada;
  const phone = await aTelephone();
  const [adaHears, callerHears] = [heardBy(page), heardBy(phone.page)];
  await page.goto('/inbox');
  await phone.call(ada.number);
  await phone.shows('calls', ada.number);
  await expect(phoneOf(page).getByText(`Call from ${national(phone.number)}`)).toBeVisible();
  await phoneOf(page).getByRole('button', { name: 'Answer' }).click();
  await expect(phoneOf(page).getByText(`On a call with ${national(phone.number)}`)).toBeVisible();
  await phone.shows('talks', ada.number);
  await expect.poll(adaHears, { timeout: 30_000 }).toBeGreaterThan(aSecond);
  await expect.poll(callerHears, { timeout: 30_000 }).toBeGreaterThan(aSecond);

  await phoneOf(page).getByRole('button', { name: 'Mute', exact: true }).click();
  await page.waitForTimeout(1000);
  const before = callerHears();
  await page.waitForTimeout(3000);
  expect(callerHears()).toBe(before);
  await phoneOf(page).getByRole('button', { name: 'Unmute' }).click();
  await phoneOf(page).getByRole('button', { name: 'Keypad' }).click();
  await phoneOf(page).getByRole('button', { name: 'Key 5' }).click();
  await expect.poll(callerHears).toBeGreaterThan(before);

  await phoneOf(page).getByRole('button', { name: 'Hang up' }).click();
  await phone.rests();
  await expect(phoneOf(page)).toBeHidden();
  // The conversation has it, and nothing of it is unread.
  const thread = conversations(page).getByRole('link', { name: national(phone.number) });
  await expect(thread).toContainText('They called');
  await expect(thread.getByText(/unread/)).toHaveCount(0);
  await thread.click();
  await expect(page.getByRole('log').getByText(/They called · talked/)).toBeVisible();
});

test('the line calls somebody; they answer, hang up, and see the number of the line', async ({
  person,
  aTelephone,
}) => {
  const ada = await person();
  const { page } = ada;
  const phone = await aTelephone();
  const callerHears = heardBy(phone.page);
  await page.goto('/calls');
  await page.getByLabel('Number to call').fill(national(phone.number));
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await phone.shows('rings', ada.number);
  await phone.press('Answer');
  await expect(phoneOf(page).getByText(`On a call with ${national(phone.number)}`)).toBeVisible();
  await expect.poll(callerHears, { timeout: 30_000 }).toBeGreaterThan(aSecond);
  await phone.press('Hang up');
  await expect(phoneOf(page)).toBeHidden();
  await expect(page.getByRole('listitem').filter({ hasText: national(phone.number) })).toContainText('Outgoing call');
  await page.getByLabel('Number to call').fill('911');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(page.getByText('Emergency calls are not possible here')).toBeVisible();
});

test('a call rings in every tab: the first to answer has it, the other stops', async ({ line, aTelephone }) => {
  const ada = await line(onlyBrowser);
  const phone = await aTelephone();
  const other = await ada.context.newPage();
  await ada.page.goto('/inbox');
  await other.goto('/calls');
  await phone.call(ada.number);
  for (const page of [ada.page, other])
    await expect(phoneOf(page).getByRole('button', { name: 'Answer' })).toBeVisible();
  await phoneOf(other).getByRole('button', { name: 'Answer' }).click();
  await expect(phoneOf(ada.page).getByText('This call goes on in another tab.')).toBeVisible();
  await expect(phoneOf(ada.page).getByRole('button', { name: 'Answer' })).toHaveCount(0);
  await expect(phoneOf(other).getByRole('button', { name: 'Mute', exact: true })).toBeVisible();
  await phone.press('Hang up');
  for (const page of [ada.page, other]) await expect(phoneOf(page)).toBeHidden();
});

test('nobody answers: a voicemail is left, mailed, found by the mail’s link, and played', async ({
  desk,
  line,
  aTelephone,
}) => {
  const ada = await line(onlyBrowser);
  const { page } = ada;
  const phone = await aTelephone();
  await page.goto('/inbox');
  await phone.call(ada.number);
  await phone.shows('talks', ada.number, 30_000);
  await phone.page.waitForTimeout((await greetingSeconds(ada)) * 1000 + 1500);
  await phone.press('Speak a sample');
  await phone.page.waitForTimeout(5000);
  await phone.press('Hang up');

  // Without a reload: in the conversation, unread until heard.
  const thread = conversations(page).getByRole('link', { name: national(phone.number) });
  await expect(thread.getByText('1 unread')).toBeAttached({ timeout: 30_000 });
  await expect(thread).toContainText('Voicemail');
  await thread.click();
  const log = page.getByRole('log');
  await expect(log.getByText(/Voicemail, \d+ seconds · Not heard yet/)).toBeVisible();
  await expect(log.getByRole('button', { name: 'Play' })).toBeVisible();

  await desk.goto('/mailbox');
  const mails = desk.getByRole('navigation', { name: 'Mails' }).getByRole('button');
  await mails
    .filter({ hasText: `Voicemail from ${national(phone.number)}` })
    .filter({ hasText: ada.email })
    .click();
  const mail = desk.frameLocator('iframe');
  await expect(mail.getByText(/left a voicemail of \d+ seconds/)).toBeVisible();
  await expect(mails.filter({ hasText: `Missed call from ${national(phone.number)}` })).toHaveCount(0);
  const listen = new URL((await mail.getByRole('link', { name: 'Listen' }).getAttribute('href')) ?? '');

  await page.goto(listen.pathname + listen.search);
  const call = page.locator('[aria-current=true]');
  await expect(call).toContainText(national(phone.number));
  await expect(call).toBeFocused();
  await expect(call).toBeInViewport();
  await call.getByRole('button', { name: 'Play' }).click();
  await expect(call.getByRole('button', { name: 'Mark as not heard' })).toBeVisible();
  await call.getByLabel('Speed').selectOption('1.5×');
  await expect.poll(() => call.locator('audio').evaluate((audio: HTMLAudioElement) => audio.playbackRate)).toBe(1.5);
  const [taken] = await Promise.all([
    page.waitForEvent('download'),
    call.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(taken.suggestedFilename()).toMatch(/^voicemail-[\d-]+\.(mp3|wav)$/);
  const place = call.getByRole('slider', { name: /Place in the voicemail/ });
  await expect.poll(async () => Number(await place.inputValue())).toBeGreaterThan(0.5);
  await page.goto(`/inbox`);
  await conversations(page)
    .getByRole('link', { name: national(phone.number) })
    .click();
  await expect(log.getByText(/Voicemail, \d+ seconds/)).toBeVisible();
  await expect(log.getByText('Not heard yet')).toHaveCount(0);
  await log.getByRole('button', { name: 'Delete voicemail' }).click();
  await log.getByRole('button', { name: 'Delete for good' }).click();
  await expect(log.getByText(/Voicemail, \d+ seconds · deleted/)).toBeVisible();
  await expect(log.getByRole('button', { name: 'Play' })).toHaveCount(0);
});

test('the link in a call e-mail opens a page with a button, and the button ends these e-mails', async ({
  desk,
  newBrowser,
  line,
  aTelephone,
}) => {
  const ada = await line({ forwardToCell: false, ringBrowser: false });
  const phone = await aTelephone();
  const missed = async () => {
    await phone.call(ada.number);
    await phone.shows('talks', ada.number);
    await phone.press('Hang up');
    await phone.rests();
  };
  await missed();
  await desk.goto('/mailbox');
  const mails = desk
    .getByRole('navigation', { name: 'Mails' })
    .getByRole('button')
    .filter({ hasText: `Missed call from ${national(phone.number)}` })
    .filter({ hasText: ada.email });
  await mails.click();
  const off = desk.frameLocator('iframe').getByRole('link', { name: 'Turn call e-mails off' });
  const link = new URL((await off.getAttribute('href')) ?? '');
  // Whoever has the mail needs no session for it, and looking alone changes nothing.
  const elsewhere = await (await newBrowser()).newPage();
  await elsewhere.goto(link.pathname + link.hash);
  await expect(elsewhere.getByText('that go to p•••@example.com.')).toBeVisible();
  await ada.page.goto('/settings#notifications');
  const switched = ada.page.getByRole('checkbox', { name: 'Enable Email Notifications' });
  await expect(switched).toBeChecked();
  await elsewhere.getByRole('button', { name: 'Turn off call e-mails' }).click();
  await expect(elsewhere.getByText('No more call e-mails go to p•••@example.com')).toBeVisible();
  await expect(switched).not.toBeChecked();
  await missed();
  await desk.waitForTimeout(3000);
  await desk.reload();
  await expect(mails).toHaveCount(1);
});

async function greetingSeconds(person: Person): Promise<number> {
  const { greeting } = (await (await person.context.request.get('/api/settings/phone')).json()) as {
    greeting: { seconds: number };
  }; // the contract's reply
  return greeting.seconds;
}
