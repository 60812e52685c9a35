import type { Page } from '@playwright/test';
import { conversations, phoneOf, ringBrowserOnly, setRules } from './calls.ts';
import { expect, mobile, nextNumber, test } from './journey.ts';
import { national } from './outside-world.ts';

/** Says for some seconds what callers say, once the greeting is over. */
const leaves =
  '<Response><Pause length="8"/><Say>This is Grace. Call me back tomorrow.</Say><Pause length="3"/><Say>Thank you, good bye.</Say></Response>';

test('pictures of calls, voicemails, a ringing phone and Phone Settings', async ({ person, desk }, info) => {
  test.setTimeout(240_000);
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
  await page.goto('/settings/phone');
  await expect(page.getByRole('region', { name: 'What happens when someone calls me?' })).toBeVisible();
  await everyWay(page, 'phone-settings');

  await ringBrowserOnly(ada);
  await setRules(ada, { ringBrowser: true, ringSeconds: 60 });
  await page.goto('/calls');
  await dial(grace, '<Response><Pause length="100"/></Response>');
  await expect(phoneOf(page).getByRole('button', { name: 'Answer' })).toBeVisible();
  await everyWay(page, 'calls-ringing', false);
  await phoneOf(page).getByRole('button', { name: 'Answer' }).click();
  await phoneOf(page).getByRole('button', { name: 'Keypad' }).click();
  await everyWay(page, 'calls-connected', false);
  await phoneOf(page).getByRole('button', { name: 'Hang up' }).click();
  await expect(phoneOf(page)).toBeHidden();
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
