import { expect, mobile, nextNumber, test } from './journey.ts';
import { national } from './outside-world.ts';
import { addGroup } from './people.ts';
import { telephone } from './telephone.ts';

test('a text is scheduled, edited, and goes when its time comes; a skipped hour is refused with words', async ({
  person,
  desk,
}, info) => {
  // The nearest time that can be chosen is up to two minutes away.
  test.setTimeout(300_000);
  const { page } = await person();
  const phone = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await page.goto(`/inbox/new?to=${encodeURIComponent(phone.number)}`);
  await page.getByRole('textbox', { name: 'Write a text' }).fill('See you tomorrow');
  await page.getByRole('button', { name: 'Schedule text' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send later' });
  await expect(dialog.getByText(/In the time zone of your line, America\/New York\./)).toBeVisible();
  // The clocks of New York skip this hour.
  await dialog.getByLabel('Day and time').fill('2027-03-14T02:30');
  await dialog.getByRole('button', { name: 'Set this time' }).click();
  await expect(dialog.getByText(/The clocks skip that hour/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Tomorrow 9:00' }).click();
  await expect(page.getByText(/Goes out .* 9:00\sAM/)).toBeVisible();
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(page.getByText(/Scheduled for .* 9:00\sAM/)).toBeVisible();

  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: /Write/ }).fill('See you at nine');
  await page.getByRole('button', { name: 'Save the scheduled text' }).click();
  await expect(page.getByRole('article').getByText('See you at nine')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel text' }).click();
  await expect(page.getByRole('article')).toBeHidden();
  // Choosing a time sends nothing.
  expect(await phone.count(/See you/)).toBe(0);

  const soon = new Date(Date.now() + 65_000);
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'America/New_York',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(Math.ceil(soon.getTime() / 60_000) * 60_000));
  await page.goto(`/inbox/new?to=${encodeURIComponent(phone.number)}`);
  await page.getByRole('textbox', { name: 'Write a text' }).fill('On time');
  await page.getByRole('button', { name: 'Schedule text' }).click();
  await dialog.getByLabel('Day and time').fill(local.replace(' ', 'T'));
  await dialog.getByRole('button', { name: 'Set this time' }).click();
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await phone.text(/On time/, 150_000);
});

test('a text to a group goes to each, with progress, pause and stop; who got it is told', async ({
  person,
  desk,
}, info) => {
  const { page } = await person();
  const carrier = (faults: object) => desk.request.put('/simulator/faults', { data: faults });
  const base = nextNumber(info.parallelIndex);
  const members = Array.from({ length: 11 }, (_, n) => awake(base * 20 + n));
  // The trial allows 10 recipients a text.
  await addGroup(page.context().request, 'Too Many', members);
  await addGroup(page.context().request, 'Crew', members.slice(1));
  await page.goto('/inbox/new');
  await page.getByRole('combobox', { name: 'To' }).fill('Too');
  await page.getByRole('option', { name: /Too Many/ }).click();
  await page.getByRole('textbox', { name: 'Write a text' }).fill('We meet at six');
  await expect(page.getByText('Account Limits Reached')).toBeVisible();
  // So is what no plan allows.
  await page.getByRole('button', { name: 'Remove Too Many' }).click();
  const to = page.getByRole('combobox', { name: 'To' });
  await to.evaluate(
    (field, numbers) => {
      const data = new DataTransfer();
      data.setData('text/plain', numbers);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    },
    Array.from({ length: 26 }, (_, n) => awake(base * 40 + n)).join('\n'),
  );
  await expect(page.getByText(/25 single recipients/)).toBeVisible();
  for (let n = 0; n < 26; n += 1) await to.press('Backspace');
  await expect(page.getByText(/25 single recipients/)).toBeHidden();
  await page.getByRole('combobox', { name: 'To' }).fill('Cre');
  await page.getByRole('option', { name: /Crew/ }).click();
  await expect(page.getByText('10 people get it · 10 segments in all')).toBeVisible();
  // While the carrier takes nothing there is time to think again.
  await carrier({ answer: 429 });
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('progressbar', { name: '0 of 10 sent' })).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused')).toBeVisible();
  await carrier({});
  await page.waitForTimeout(2500);
  await expect(page.getByRole('progressbar', { name: '0 of 10 sent' })).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('Sent to 10')).toBeVisible();
  await page.getByRole('button', { name: 'Who got it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Who got it' });
  await expect(dialog.getByRole('listitem')).toHaveCount(10);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await carrier({ answer: 429 });
  await page.getByRole('textbox', { name: /Write to/ }).fill('We meet at seven');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Stop, do not text/ })
    .click();
  await expect(page.getByText('Stopped')).toBeVisible();
  await carrier({});
  await page.getByRole('button', { name: 'Who got it' }).last().click();
  await dialog.getByRole('button', { name: 'Not delivered' }).click();
  await expect(dialog.getByText('The send was stopped before their turn came.')).toHaveCount(10);
});

/** A mobile number where it is day, for texts to groups wait for morning: in Britain, or on the other side of the world. */
function awake(n: number): string {
  const place = String(n).padStart(6, '0');
  return isDayIn('Europe/London') ? `+447400${place}` : `+6421${place}0`;
}

test('a group is joined by its keyword, with a confirmation', async ({ person, desk }, info) => {
  const { page, number } = await person();
  await addGroup(page.context().request, 'Supper Club', [], { keyword: 'SUPPER', joinByText: true });
  const phone = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await phone.write(number, 'supper');
  await phone.text(/YES/);
  await phone.write(number, 'yes');
  await page.goto('/inbox/new');
  await page.getByRole('combobox', { name: 'To' }).fill('Supper');
  await expect(page.getByRole('option', { name: /Supper Club.*1 member/ })).toBeVisible();
  await page.getByRole('option', { name: /Supper Club/ }).click();
  await page.getByRole('textbox', { name: 'Write a text' }).fill('Soup tonight');
  const night = isNightThere();
  await expect(page.getByText('For 1 person it is night.')).toBeVisible({ visible: night });
  await page.getByRole('button', { name: 'Send' }).click();
  if (night) await expect(page.getByText(/for morning there/).first()).toBeVisible();
  else await phone.text(/Soup tonight/);
  expect(await phone.count(/Soup tonight/)).toBe(night ? 0 : 1);
});

/** Texts to groups do not wake anybody, and the telephones of these journeys are in California. */
const isNightThere = () => !isDayIn('America/Los_Angeles');

function isDayIn(timeZone: string): boolean {
  const hour = Number(new Intl.DateTimeFormat('en-US', { hour: 'numeric', hourCycle: 'h23', timeZone }).format());
  return hour >= 8 && hour < 21;
}

test('texts are forwarded to the personal cell, and an answer from there reaches who texted', async ({
  person,
  desk,
}, info) => {
  const { page, number, cell } = await person();
  await page.goto('/settings/messages');
  const card = page.getByRole('region', { name: 'Forward texts to your cell' });
  await card.getByRole('switch', { name: 'Forward texts' }).click();
  await expect(card.getByText('Saved')).toBeVisible();

  const customer = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await customer.write(number, 'Do you deliver?');
  const own = await telephone(desk, cell);
  await own.text(/Do you deliver\?/);
  await own.write(number, 'Yes we do');
  await customer.text(/Yes we do/);
  await page.goto('/inbox');
  await page
    .getByRole('navigation', { name: 'Conversations' })
    .getByRole('link', { name: national(customer.number) })
    .click();
  await expect(page.getByText('Sent from your personal cell')).toBeVisible();
});
