import { expect, onlyBrowser, phoneOf, test } from './calls.ts';
import { mobile, nextNumber, type Person } from './journey.ts';
import { national, type OutsideWorld } from './outside-world.ts';

// A start takes its time on a busy machine, and each of these has two.
test.describe.configure({ timeout: 240_000 });

// Server and carrier are one process here and die together; `server/features/voice/killed.test.ts` has a carrier that lives on.

test('the server is killed while a forwarded call is talked: it was answered, is counted once, and the next one comes through', async ({
  product,
  line,
  aTelephone,
}) => {
  test.skip(!product.standIns, 'the carrier has to die with the server');
  const ada = await line({ ringBrowser: false });
  const { page } = ada;
  const [cell, caller] = [await aTelephone(ada.cell), await aTelephone()];
  await page.goto('/calls');
  const forwarded = async () => {
    await caller.call(ada.number);
    await cell.shows('rings', caller.number);
    await cell.press('Answer');
    await cell.press('Press 1');
    await caller.shows('talks', ada.number);
  };
  await forwarded();
  await page.waitForTimeout(4000);
  await product.dieAndComeBack();
  await isOver(ada);
  for (const phone of [cell, caller]) await phone.rests(30_000);
  await expect(page.getByRole('listitem').filter({ hasText: national(caller.number) })).toContainText(
    'Incoming call · Lasted',
  );
  expect(await minutesOf(ada)).toEqual({ used: 2, counted: 2 });
  await forwarded();
  await caller.press('Hang up');
  await cell.rests();
  await expect.poll(() => minutesOf(ada)).toEqual({ used: 4, counted: 4 });
  expect(await mailsAbout(product.outside, ada)).toEqual([]);
});

test('the server is killed while the browser is on a call: the page says that it is over, and takes the next one', async ({
  product,
  line,
  aTelephone,
}) => {
  test.skip(!product.standIns, 'the carrier has to die with the server');
  const ada = await line(onlyBrowser);
  const { page } = ada;
  const caller = await aTelephone();
  await page.goto('/calls');
  const answered = async () => {
    await caller.call(ada.number);
    await phoneOf(page).getByRole('button', { name: 'Answer' }).click();
    await caller.shows('talks', ada.number);
    await expect(phoneOf(page).getByRole('button', { name: 'Mute', exact: true })).toBeVisible();
  };
  await answered();
  await page.waitForTimeout(4000);
  await product.dieAndComeBack();
  // Without a reload.
  await expect(phoneOf(page)).toBeHidden({ timeout: 30_000 });
  await isOver(ada);
  await caller.rests(30_000);
  await expect(page.getByRole('listitem').filter({ hasText: national(caller.number) })).toContainText(
    'Incoming call · Lasted',
  );
  expect(await minutesOf(ada)).toEqual({ used: 1, counted: 1 });
  await answered();
  await phoneOf(page).getByRole('button', { name: 'Hang up' }).click();
  await caller.rests();
  await expect.poll(() => minutesOf(ada)).toEqual({ used: 2, counted: 2 });
  expect(await mailsAbout(product.outside, ada)).toEqual([]);
});

test('the server is killed during a voicemail: what was said until then is kept, and no call stays open', async ({
  desk,
  product,
  line,
}, info) => {
  test.skip(!product.standIns, 'the carrier has to die with the server');
  const ada = await line({ forwardToCell: false, ringBrowser: false });
  const number = mobile(nextNumber(info.parallelIndex));
  const words = 'This is Grace from the harbour office, and I have a lot to say about your delivery.';
  const script = `<Response><Pause length="10"/><Say>${words}</Say><Say>${words} Again.</Say><Pause length="60"/></Response>`;
  await desk.request.post(`/simulator/handsets/${encodeURIComponent(number)}/call`, {
    data: { to: ada.number, script },
  });
  await ada.page.goto('/calls');
  await expect(ada.page.getByRole('listitem').filter({ hasText: national(number) })).toBeVisible();
  await ada.page.waitForTimeout(15_000);
  await product.dieAndComeBack();
  const call = ada.page.getByRole('listitem').filter({ hasText: national(number) });
  await expect(async () => {
    await ada.page.goto('/calls');
    await expect(call).toContainText('Voicemail', { timeout: 2000 });
    await expect(call.getByRole('button', { name: 'Play' })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  const live = (await (await ada.context.request.get('/api/calls/live')).json()) as { calls: unknown[] };
  expect(live.calls).toEqual([]);
});

/** The last call is over and decided, soon after the server is back. */
async function isOver(person: Person): Promise<void> {
  const read = async (path: string) => {
    const answer = await person.context.request.get(path);
    return (await answer.json()) as { calls: { outcome: string | null; reason: string | null }[] }; // the contract's reply
  };
  await expect.poll(async () => (await read('/api/calls/live')).calls, { timeout: 30_000 }).toEqual([]);
  await expect
    .poll(async () => (await read('/api/calls')).calls[0], { timeout: 30_000 })
    .toMatchObject({ outcome: 'answered', reason: null });
}

/** Minutes as the plan's meter has them, and as the days of its chart add up to. */
async function minutesOf(person: Person): Promise<{ used: number; counted: number }> {
  const plan = (await (await person.context.request.get('/api/plan')).json()) as {
    meters: { meter: string; company: { used: number; days: number[] } }[];
  }; // the contract's reply
  const { used = 0, days = [] } = plan.meters.find(({ meter }) => meter === 'minutes')?.company ?? {};
  return { used, counted: days.reduce((sum, units) => sum + units, 0) };
}

const mailsAbout = async (outside: OutsideWorld, person: Person) =>
  (await outside.mails(person.email))
    .map(({ subject }) => subject)
    .filter((subject) => /call|voicemail/i.test(subject));
