import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, mobile, nextNumber, test } from './journey.ts';
import { telephone } from './telephone.ts';

test('signature and automatic response take effect; the path of a text is drawn and told', async ({
  person,
  desk,
}, info) => {
  const { page, number } = await person();
  await page.goto('/settings#messages');
  const signature = page.getByRole('region', { name: 'Signature' });
  await signature.getByRole('textbox').fill('Ada, Engines');
  await signature.getByRole('button', { name: 'Save' }).click();
  await expect(signature.getByText('Saved')).toBeVisible();

  const path = page.getByRole('region', { name: 'What happens when someone texts me?' });
  await expect(path.getByText(/They get no automatic response/)).toBeVisible();
  const auto = page.getByRole('region', { name: 'Automatic response' });
  await auto.getByRole('switch', { name: 'Send an automatic response' }).click();
  await auto.getByRole('textbox', { name: 'Text of the response' }).fill('We answer within a day.');
  await auto.getByRole('button', { name: 'Save' }).click();
  await expect(auto.getByText('Saved')).toBeVisible();
  await expect(path.getByText('They get your automatic response. “We answer within a day.”')).toBeVisible();
  await expect(path.getByRole('img', { name: /Answer: happens/ })).toBeVisible();

  const phone = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await phone.write(number, 'Hello');
  await phone.text(/We answer within a day\./);

  await page.goto(`/inbox/new?to=${encodeURIComponent(phone.number)}`);
  await page.getByRole('textbox', { name: 'Write a text' }).fill('Hello yourself');
  await page.getByRole('button', { name: 'Send' }).click();
  await phone.text(/Hello yourself\s+Ada, Engines/);
});

test('stopping incoming texts says what it means first, and drops them', async ({ person, desk }, info) => {
  const { page, number } = await person();
  await page.goto('/settings/messages');
  const card = page.getByRole('region', { name: 'Stop incoming texts' });
  await card.getByRole('button', { name: 'Stop incoming texts' }).click();
  await expect(card.getByText(/they are not kept and cannot be brought back/)).toBeVisible();
  await card.getByRole('button', { name: 'Stop and drop texts to me' }).click();
  await expect(card.getByText('Texts to your number are being dropped')).toBeVisible();
  const phone = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await phone.write(number, 'Into the void');
  await card.getByRole('button', { name: 'Receive texts again' }).click();
  await expect(card.getByRole('button', { name: 'Stop incoming texts' })).toBeVisible();
  await phone.write(number, 'Back again');
  await page.goto('/inbox');
  await expect(page.getByText('Back again')).toBeVisible();
  await page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first().click();
  await expect(page.getByRole('log').getByText('Back again')).toBeVisible();
  await expect(page.getByRole('log').getByText('Into the void')).toBeHidden();
});

test('a webhook address that leads into the private network is refused with words', async ({ person }) => {
  const { page } = await person();
  const inside = createServer((_request, response) => response.end('secret'));
  await new Promise<void>((listening) => inside.listen(0, '127.0.0.1', listening));
  const address = inside.address();
  await page.goto('/settings/messages');
  const card = page.getByRole('region', { name: 'Webhook address' });
  for (const url of ['not an address', `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`]) {
    await card.getByRole('textbox', { name: 'Address' }).fill(url);
    await card.getByRole('button', { name: 'Save' }).click();
    await expect(card.getByText(/That is not an address on the internet|did not answer/)).toBeVisible();
    await expect(card.getByRole('textbox', { name: 'Address' })).toHaveValue(url);
  }
  inside.close();
});

test('a webhook address is tested when it is saved, told of a text, and told again on wish', async ({
  person,
  desk,
  product,
}, info) => {
  const heard: { type: string; id: string; body: string }[] = [];
  const listener = createServer(async (request, response) => {
    const body = await text(request);
    const { type, id } = JSON.parse(body) as { type: string; id: string }; // what our webhooks are made of
    heard.push({ type, id, body });
    response.writeHead(204).end();
  });
  await new Promise<void>((listening) => listener.listen(product.hookPort, 'localhost', listening));
  const { page, number } = await person();
  await page.goto('/settings/messages');
  const card = page.getByRole('region', { name: 'Webhook address' });
  await card.getByRole('textbox', { name: 'Address' }).fill(`http://localhost:${product.hookPort}/texts`);
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(card.getByText(/The test arrived: answered 204 in/)).toBeVisible();

  const phone = await telephone(desk, mobile(nextNumber(info.parallelIndex)));
  await phone.write(number, 'Is the harbour open?');
  await expect.poll(() => heard.filter((one) => one.body.includes('Is the harbour open?')).length).toBe(1);
  await card.getByRole('button', { name: 'Show the delivery log' }).click();
  await expect(card.getByRole('listitem')).toHaveCount(2);
  await card
    .getByRole('button', { name: /^Send .+ again$/ })
    .first()
    .click();
  await expect.poll(() => heard.filter((one) => one.body.includes('Is the harbour open?')).length).toBe(2);
  // The same event, so that whoever hears it can tell.
  expect(new Set(heard.slice(1).map((one) => one.id)).size).toBe(1);
  await card.getByRole('button', { name: 'Remove address' }).click();
  await expect(card.getByRole('textbox', { name: 'Address' })).toHaveValue('');
  listener.closeAllConnections();
  listener.close();
});
