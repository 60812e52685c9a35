import type { Page } from '@playwright/test';
import { conversations, expect, onlyBrowser, phoneOf, setRules, test } from './calls.ts';
import { mobile, nextNumber } from './journey.ts';
import { national } from './outside-world.ts';

/** Says for some seconds what callers say, once the greeting is over. */
const leaves =
  '<Response><Pause length="8"/><Say>This is Grace. Call me back tomorrow.</Say><Pause length="3"/><Say>Thank you, good bye.</Say></Response>';

test('pictures of calls, voicemails, a ringing phone and Phone Settings', async ({ person, desk, product }, info) => {
  test.setTimeout(300_000);
  const ada = await person();
  const { page } = ada;
  const [grace, stranger] = [mobile(nextNumber(info.parallelIndex)), mobile(nextNumber(info.parallelIndex))];
  const dial = (from: string, script: string) =>
    desk.request.post(`/simulator/handsets/${encodeURIComponent(from)}/call`, { data: { to: ada.number, script } });
  await ada.context.request.post('/api/contacts', { data: { number: grace, name: 'Grace Hopper' } });
  await setRules(ada, { forwardToCell: false, ringBrowser: false });
  await dial(grace, leaves);
  await dial(stranger, '<Response><Pause length="1"/><Hangup/></Response>');
  await page.goto('/calls');
  await expect(
    page.getByRole('listitem').filter({ hasText: 'Grace Hopper' }).getByRole('button', { name: 'Play' }),
  ).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('listitem').filter({ hasText: national(stranger) })).toContainText('Missed call');
  await everyWay(page, 'calls');
  await page.goto('/inbox');
  await conversations(page).getByRole('link', { name: 'Grace Hopper' }).click();
  await expect(page.getByRole('log').getByRole('button', { name: 'Play' })).toBeVisible();
  await everyWay(page, 'conversation-voicemail');
  await desk.goto('/mailbox');
  await desk
    .getByRole('navigation', { name: 'Mails' })
    .getByRole('button')
    .filter({ hasText: 'Voicemail from Grace Hopper' })
    .filter({ hasText: ada.email })
    .click();
  await expect(desk.frameLocator('iframe').getByRole('link', { name: 'Listen' })).toBeVisible();
  await everyWay(desk, 'voicemail-mail', false);

  await page.goto('/settings/phone');
  await expect(page.getByRole('region', { name: 'What happens when someone calls me?' })).toBeVisible();
  await everyWay(page, 'phone-settings');

  const greeting = page.getByRole('region', { name: 'Greeting' });
  await greeting.getByRole('button', { name: 'Record' }).click();
  await expect(greeting.getByText(/Recording, 0:01/)).toBeVisible();
  await greeting.scrollIntoViewIfNeeded();
  await everyWay(page, 'greeting-recorder', false);
  await greeting.getByRole('button', { name: 'Cancel' }).click();
  await setRules(ada, { forwardToCell: true, ringBrowser: true });
  await page.getByRole('textbox', { name: 'When' }).fill('2027-01-04T10:00');
  await expect(page.getByText('Monday, January 4, 2027 at 10:00 AM EST')).toBeVisible();
  await page.getByRole('region', { name: 'What happens when someone calls me?' }).scrollIntoViewIfNeeded();
  await everyWay(page, 'what-happens-to-calls', false);

  const far = await ada.context.request.post('/api/contacts', {
    data: { number: '+442079460958', name: 'Ada Lovelace' },
  });
  const made = await ada.context.request.post('/api/groups', { data: { name: 'Harbour' } });
  const [{ id: contact }, { id: group }] = [
    (await far.json()) as { id: string }, // the contract's replies
    (await made.json()) as { id: string },
  ];
  const everybody = (await (await ada.context.request.get('/api/contacts')).json()) as { contacts: { id: string }[] };
  await ada.context.request.post(`/api/groups/${group}/contacts`, {
    data: { add: everybody.contacts.map(({ id }) => id) },
  });
  await page.goto(`/groups/${group}`);
  await expect(page.getByRole('button', { name: 'Call Grace Hopper' })).toBeVisible();
  await everyWay(page, 'group-call-buttons', false);
  await page.goto(`/contacts/${contact}`);
  await page.getByRole('button', { name: 'Call Ada Lovelace' }).click({ force: true });
  await expect(page.getByRole('alert').getByText('Calls to this country')).toBeVisible();
  await everyWay(page, 'contact-cannot-be-called', false);

  await setRules(ada, onlyBrowser);
  await setRules(ada, { ringBrowser: true, ringSeconds: 60 });
  await page.goto('/calls');
  await dial(grace, '<Response><Pause length="100"/></Response>');
  await expect(phoneOf(page).getByRole('button', { name: 'Answer' })).toBeVisible();
  await everyWay(page, 'calls-ringing', false);
  await phoneOf(page).getByRole('button', { name: 'Answer' }).click();
  await phoneOf(page).getByRole('button', { name: 'Keypad' }).click();
  await everyWay(page, 'calls-connected', false);
  await product.write(
    `update call c set ends_at = now() + interval '33 seconds' from line l
     where l.id = c.line_id and l.username = $1 and c.ended_at is null`,
    [ada.username],
  );
  await page.reload();
  await phoneOf(page).getByRole('button', { name: 'Take it here' }).click();
  await expect(phoneOf(page).getByText(/This call ends in/)).toBeVisible();
  await everyWay(page, 'calls-minutes-over', false);
  await phoneOf(page).getByRole('button', { name: 'Hang up' }).click();
  await expect(phoneOf(page)).toBeHidden();

  await desk.request.post(`/simulator/handsets/${encodeURIComponent(grace)}`, { data: { calls: 'busy' } });
  await page.getByLabel('Number to call').fill(grace);
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(phoneOf(page).getByText('Busy')).toBeVisible();
  await everyWay(page, 'calls-not-answered', false);
});

async function everyWay(page: Page, name: string, fullPage = true): Promise<void> {
  for (const width of [1280, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `screens/${name}-${width}-${colorScheme}.png`, fullPage, animations: 'disabled' });
    }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}
