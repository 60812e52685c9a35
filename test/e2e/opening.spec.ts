import { expect, test } from './journey.ts';

test('My Settings opens with its facts inside, and nothing on it moves', async ({ person }) => {
  const { page } = await person({ name: 'Ada </script><b>Byron' });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript(() => {
    const seen = { moved: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.moved += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  // What changed just before a page is asked for is told to it again; what this page asked meanwhile is not meant.
  await page.waitForTimeout(3000);
  asked.length = 0;
  const [reply] = await Promise.all([
    page.waitForResponse((response) => new URL(response.url()).pathname === '/settings'),
    page.reload(),
  ]);
  await expect(page.getByRole('textbox', { name: 'My Name' })).toHaveValue('Ada </script><b>Byron');
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  expect(asked.filter((path) => ['/api/me', '/api/start', '/api/settings'].includes(path))).toEqual([]);
  expect(reply.headers()['cache-control']).toBe('no-store');
  expect(await page.evaluate(() => (window as unknown as { seen: { moved: number } }).seen.moved)).toBe(0);
});

test('the page of somebody who is not signed in holds nothing of anybody', async ({ person, newBrowser }) => {
  const { username } = await person();
  const { request } = await newBrowser();
  const text = await (await request.get('/settings')).text();
  expect(text).toContain('"/api/settings":{"status":401');
  expect(text).not.toContain(username);
});

for (const [address, title] of [
  ['/settings#api-key', 'API key'],
  ['/settings#api', 'API key'],
  ['/settings#password', 'Password'],
] as const)
  test(`${address} opens at its card, and stays there while the others come`, async ({ person }) => {
    const { page } = await person();
    await page.goto('about:blank');
    await page.goto(address);
    const card = page.getByRole('region', { name: title, exact: true }).getByRole('button').first();
    await expect(card).toBeInViewport();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expect(card).toBeInViewport();
    // All are there to be found and reached, also above.
    await expect(page.getByRole('textbox', { name: 'My Name' })).toBeEditable();
  });

for (const [address, name] of [
  ['/settings#plan', 'Plan and usage'],
  ['/settings#api', 'API'],
] as const)
  test(`${address} marks its section under "On this page"`, async ({ person }) => {
    const { page } = await person();
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const index = page.getByRole('navigation', { name: 'On this page' });
    await expect(index.locator('[aria-current="location"]')).toHaveText(name);
  });

test('a reload leaves My Settings where it was', async ({ person }) => {
  const { page } = await person();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.mouse.move(640, 450);
  await page.mouse.wheel(0, 1500);
  const place = () => page.evaluate(() => Math.round(window.scrollY));
  await expect.poll(place).toBe(1500);
  await page.waitForTimeout(300); // the place is noted a moment after the scrolling
  await page.reload();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect.poll(async () => Math.abs((await place()) - 1500)).toBeLessThan(20);
});
