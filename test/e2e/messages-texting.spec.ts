import { expect, mobile, nextNumber, test } from './journey.ts';
import { national } from './outside-world.ts';
import { telephone } from './telephone.ts';

test('somebody texts the line and is answered; STOP, a refused send, START', async ({ person, desk }, info) => {
  const { page, number } = await person();
  const phone = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await page.goto('/inbox');
  await expect(page.getByText('Send your first text from the handset page')).toBeVisible();

  await phone.write(number, 'Is the table free tonight?');
  const conversation = page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', {
    name: national(phone.number),
  });
  // Without a reload.
  await expect(conversation.getByText('1 unread')).toBeAttached();
  await conversation.click();
  await expect(page.getByRole('log').getByText('Is the table free tonight?')).toBeVisible();
  const field = page.getByRole('textbox', { name: /Write to/ });
  await field.fill('Yes, at 8');
  await field.press('ControlOrMeta+Enter');
  await expect(field).toHaveValue('');
  await phone.text(/Yes, at 8/);
  await expect(page.getByRole('log').getByText('Delivered')).toBeVisible();

  await phone.write(number, 'stop');
  await phone.text(/START/);
  await expect(page.getByText('They opted out of texts')).toBeVisible();
  await expect(field).toBeHidden();

  // Another way to the same number is no way either, and it is said before anything is sent.
  await page.getByRole('link', { name: 'New text' }).click();
  await page.getByRole('combobox', { name: 'To' }).fill(phone.number);
  await page.getByRole('combobox', { name: 'To' }).press('Enter');
  await page.getByRole('textbox', { name: 'Write a text' }).fill('Please come back');
  await expect(page.getByText('1 will not get it')).toBeVisible();
  await expect(page.getByText(/opted out/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /opted out|Nobody of these/ })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Write a text' })).toHaveValue('Please come back');

  await phone.write(number, 'START');
  await page
    .getByRole('navigation', { name: 'Conversations' })
    .getByRole('link', { name: national(phone.number) })
    .click();
  await page.getByRole('textbox', { name: /Write to/ }).fill('Welcome back');
  await page.getByRole('button', { name: 'Send' }).click();
  await phone.text(/Welcome back/);
});

test('a picture goes both ways', async ({ person, desk }, info) => {
  const { page, number } = await person();
  const phone = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await phone.write(number, 'Look', picture);
  await page.goto('/inbox');
  await page
    .getByRole('navigation', { name: 'Conversations' })
    .getByRole('link', { name: national(phone.number) })
    .click();
  const theirs = page.getByRole('log').getByRole('img');
  await expect(theirs).toBeVisible();
  await expect.poll(() => theirs.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBe(8);

  await page.locator('input[type=file]').setInputFiles({ name: 'ours.png', mimeType: 'image/png', buffer: picture });
  await expect(page.getByRole('button', { name: 'Remove ours.png' })).toBeVisible();
  await page.getByRole('textbox', { name: /Write to/ }).fill('Ours');
  await page.getByRole('button', { name: 'Send' }).click();
  const text = await phone.text(/Ours/);
  const ours = text.locator('..').getByRole('img');
  await expect(ours).toBeVisible();
  await expect.poll(() => ours.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBe(8);
});

/** A red square of 8 pixels. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC',
  'base64',
);

test('a failed text says why in plain words, and what to do', async ({ person, desk }, info) => {
  const { page } = await person();
  const landline = mobile(nextNumber(info.parallelIndex));
  await desk.request.put('/simulator/faults', { data: { landline: [landline] } });
  await page.goto(`/inbox/new?to=${encodeURIComponent(landline)}`);
  await page.getByRole('textbox', { name: 'Write a text' }).fill('Hello');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText(/This is a landline, and landlines receive no texts/)).toBeVisible();
  await desk.request.put('/simulator/faults', { data: {} });
});

test('the carrier is made to fail on the page of handsets, the inbox shows what did not arrive, and the next text does', async ({
  person,
  desk,
}, info) => {
  const { page } = await person();
  const phone = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await phone.page.getByRole('button', { name: 'Faults' }).click();
  const panel = phone.page.getByRole('dialog', { name: 'Faults of the network' });
  await panel.getByRole('switch', { name: 'Texts are taken for spam and not delivered' }).click();
  await panel.getByRole('button', { name: 'Save faults' }).click();
  await expect(phone.page.getByText(/^Faults are on\./)).toBeVisible();

  await page.goto(`/inbox/new?to=${encodeURIComponent(phone.number)}`);
  await page.getByRole('textbox', { name: 'Write a text' }).fill('BUY NOW');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText(/The phone network took it for spam/)).toBeVisible();
  const row = page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first();
  await expect(row.getByText('Not delivered')).toBeVisible();

  await phone.page.getByRole('button', { name: 'Faults' }).click();
  await panel.getByRole('button', { name: 'Clear all faults' }).click();
  await expect(phone.page.getByText(/^Faults are on\./)).toBeHidden();
  await page.getByRole('textbox', { name: /Write to/ }).fill('Good morning');
  await page.getByRole('button', { name: 'Send' }).click();
  await phone.text(/Good morning/);
  expect(await phone.count(/BUY NOW/)).toBe(0);
  await expect(row.getByText('Not delivered')).toBeHidden();
});

test('with the server away nothing typed is lost, and the same text goes once', async ({ person, desk }, info) => {
  const { page, context } = await person();
  const phone = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await page.goto(`/inbox/new?to=${encodeURIComponent(phone.number)}`);
  const field = page.getByRole('textbox', { name: 'Write a text' });
  await field.fill('Only once');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText(/Your text is kept here/)).toBeVisible();
  await expect(field).toHaveValue('Only once');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Send again' }).click();
  await phone.text(/Only once/);
  expect(await phone.count(/Only once/)).toBe(1);
});

test('a new text is told on the desktop and by a sound, as My Settings wants it', async ({ person, desk }, info) => {
  const { page, context, number } = await person();
  await context.grantPermissions(['notifications']);
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    window.Notification = class extends EventTarget {
      static readonly permission = 'granted';
      static readonly requestPermission = async () => 'granted';
      onclick: unknown = null;
      constructor(title: string, options: { body?: string } = {}) {
        super();
        told.push(`${title}: ${options.body}`);
      }
    } as unknown as typeof Notification; // only what the page uses of it
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      told.push('a note');
      start.call(this, when);
    };
  });
  await page.goto('/settings');
  const card = page.getByRole('region', { name: 'In the browser' });
  const desktop = card.getByRole('switch', { name: /desktop/i });
  if (!(await desktop.isChecked())) await desktop.click();
  await expect(desktop).toBeChecked();
  await expect(card.getByRole('switch', { name: 'Sound' })).toBeChecked();
  await page.goto('/settings/messages');
  await expect(page.getByRole('heading', { level: 1, name: 'Message Settings' })).toBeVisible();
  await page.waitForTimeout(1500);
  const phone = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await phone.write(number, 'Are you there?');
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { told: string[] }).told)) // set above
    .toEqual(['a note', 'a note', `${national(phone.number)}: Are you there?`]);
});
