import { conversations, expect, onlyBrowser, phoneOf, setRules, test } from './calls.ts';
import { mobile, nextNumber, type Person } from './journey.ts';
import { national } from './outside-world.ts';
import type { Product } from './product.ts';

test('a conversation, a contact, a member of a group and the list of calls each call with one key', async ({
  person,
  aTelephone,
}) => {
  const ada = await person();
  const { page } = ada;
  const grace = await aTelephone();
  const made = await ada.context.request.post('/api/contacts', {
    data: { number: grace.number, name: 'Grace Hopper' },
  });
  const contact = ((await made.json()) as { id: string }).id; // the contract's reply
  const group = await groupOf(ada, contact);
  await grace.write(ada.number, 'Call me when you can');
  const answered = async () => {
    await grace.shows('rings', ada.number);
    await grace.press('Decline');
    await grace.rests();
    await expect(phoneOf(page)).toBeHidden();
  };
  await page.goto('/inbox');
  await conversations(page).getByRole('link', { name: 'Grace Hopper' }).click();
  const button = page.getByRole('button', { name: 'Call Grace Hopper' });
  await button.focus();
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await answered();
  for (const path of [`/contacts/${contact}`, `/groups/${group}`, '/calls']) {
    await page.goto(path);
    await button.first().focus();
    await page.keyboard.press('Enter');
    await answered();
  }
});

test('where a number cannot be called the button says why, by mouse and by key', async ({
  person,
  aTelephone,
}, info) => {
  const ada = await person();
  const { page } = ada;
  const [far, near] = ['+442079460958', mobile(nextNumber(info.parallelIndex))];
  const idOf = async (number: string, name: string) =>
    ((await (await ada.context.request.post('/api/contacts', { data: { number, name } })).json()) as { id: string }).id;
  const [inLondon, here] = [await idOf(far, 'Ada Lovelace'), await idOf(near, 'Grace Hopper')];
  await page.goto(`/contacts/${inLondon}`);
  const button = page.getByRole('button', { name: 'Call Ada Lovelace' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription(/Calls to this country/);
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').getByText('Calls to this country')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alert').getByText('Calls to this country')).toBeHidden();

  // On a call, nobody else can be called; after it, they can.
  const phone = await aTelephone();
  await page.goto(`/contacts/${here}`);
  const other = page.getByRole('button', { name: 'Call Grace Hopper' });
  await expect(other).toBeVisible();
  await expect(other).not.toHaveAttribute('aria-disabled', 'true');
  await setRules(ada, onlyBrowser);
  await phone.call(ada.number);
  await phoneOf(page).getByRole('button', { name: 'Answer' }).click();
  await phone.shows('talks', ada.number);
  await expect(other).toHaveAttribute('aria-disabled', 'true');
  await other.click({ force: true });
  await expect(page.getByRole('alert').getByText('You are on a call. Hang up first.')).toBeVisible();
  await phone.press('Hang up');
  await expect(other).not.toHaveAttribute('aria-disabled', 'true');
});

test('the last minute of a plan: the call is told when it ends, and ends', async ({ person, product, aTelephone }) => {
  test.setTimeout(240_000);
  const ada = await person();
  const { page } = ada;
  await leaveOneMinute(product, ada);
  const phone = await aTelephone();
  await page.goto('/calls');
  await page.getByLabel('Number to call').fill(phone.number);
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await phone.shows('rings', ada.number);
  await phone.press('Answer');
  await expect(
    phoneOf(page).getByText(/The minutes of your plan are used up\. This call ends in 0:[0-3]\d\./),
  ).toBeVisible({
    timeout: 40_000,
  });
  await phone.rests(60_000);
  await expect(phoneOf(page)).toBeHidden();
  const call = page.getByRole('listitem').filter({ hasText: national(phone.number) });
  await expect(call).toContainText('Ended: no minutes left');
  expect(await minutesUsed(ada)).toBe(30);
  await page.getByLabel('Number to call').fill(phone.number);
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(
    page
      .getByText(/minutes/)
      .filter({ hasText: '30' })
      .first(),
  ).toBeVisible();
});

test('the last minute of a plan: a forwarded call is ended too, and the caller hears a word', async ({
  person,
  product,
  aTelephone,
}) => {
  test.setTimeout(240_000);
  const ada = await person();
  const { page } = ada;
  await leaveOneMinute(product, ada);
  const [cell, caller] = [await aTelephone(ada.cell), await aTelephone()];
  await page.goto('/inbox');
  await caller.call(ada.number);
  await cell.shows('rings', caller.number);
  await cell.press('Answer');
  await cell.press('Press 1');
  await caller.shows('talks', ada.number);
  await expect(phoneOf(page).getByText(/The call with .* on your cell ends in 0:[0-3]\d\./)).toBeVisible({
    timeout: 40_000,
  });
  await cell.rests(60_000);
  // A sentence is said before the line is closed.
  await caller.shows('talks', ada.number, 1000);
  await caller.rests(30_000);
  // One minute of the forwarded half, and what the caller's half lasted: that is never refused.
  await expect.poll(() => minutesUsed(ada)).toBeGreaterThan(30);
  await page.goto('/settings/phone');
  await expect(page.getByText('Your cell does not ring: the plan has no minutes left to forward calls.')).toBeVisible();
});

test('a plan that is bought in the last minute of a forwarded call lets the call go on', async ({
  person,
  product,
  aTelephone,
}) => {
  test.setTimeout(240_000);
  const ada = await person();
  const { page } = ada;
  await leaveOneMinute(product, ada);
  const [cell, caller] = [await aTelephone(ada.cell), await aTelephone()];
  await page.goto('/inbox');
  await caller.call(ada.number);
  await cell.shows('rings', caller.number);
  await cell.press('Answer');
  const answered = Date.now();
  await cell.press('Press 1');
  await caller.shows('talks', ada.number);
  const ending = phoneOf(page).getByText(/The call with .* on your cell ends in/);
  await expect(ending).toBeVisible({ timeout: 40_000 });
  const post = async (path: string, data: object) => {
    const answer = await ada.context.request.post(path, { data });
    expect(answer.ok()).toBe(true);
    return answer.json();
  };
  const { token } = (await post('/api/billing/quotes', { plan: 'lite', interval: 'month' })) as { token: string };
  await post('/api/billing/confirm', { token });
  await expect(ending).toBeHidden();
  // Well beyond what there was when it rang.
  await page.waitForTimeout(answered + 80_000 - Date.now());
  await caller.shows('talks', ada.number, 1000);
  await cell.shows('talks', caller.number, 1000);
  await caller.press('Hang up');
  await cell.rests();
  // Two minutes of the forwarded half, two of the caller's.
  await expect.poll(() => minutesUsed(ada)).toBe(33);
});

async function groupOf(person: Person, contact: string): Promise<string> {
  const made = await person.context.request.post('/api/groups', { data: { name: 'Harbour' } });
  const { id } = (await made.json()) as { id: string }; // the contract's reply
  const added = await person.context.request.post(`/api/groups/${id}/contacts`, { data: { add: [contact] } });
  expect(added.ok()).toBe(true);
  return id;
}

/** All but one of the thirty minutes of a trial are used. */
async function leaveOneMinute(product: Product, person: Person): Promise<void> {
  // The cycle is opened by whoever first looks at what is left of it.
  await person.context.request.get(`/api/calls/may?to=${encodeURIComponent(person.cell)}`);
  await product.write(
    `update company_meter m set used = 29 from line l
     where l.username = $1 and l.company_id = m.company_id and m.meter = 'minutes'`,
    [person.username],
  );
  expect(await minutesUsed(person)).toBe(29);
}

async function minutesUsed(person: Person): Promise<number> {
  const plan = (await (await person.context.request.get('/api/plan')).json()) as {
    meters: { meter: string; company: { used: number } }[];
  }; // the contract's reply
  return plan.meters.find(({ meter }) => meter === 'minutes')?.company.used ?? 0;
}
