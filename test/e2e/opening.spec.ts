import { expect, test } from './journey.ts';

test('My Settings opens with its facts inside, and nothing on it moves', async ({ person }) => {
  const { page } = await person({ name: 'Ada </script><b>Byron' });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(window, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moved.push(...(entry as unknown as Shift).sources.map(told));
    }).observe({ type: 'layout-shift', buffered: true });
    interface Shift {
      sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
    }
    const told = ({ node, previousRect, currentRect }: Shift['sources'][number]) =>
      `${node?.nodeName} ${node?.textContent?.slice(0, 40)}: ${JSON.stringify(previousRect)} → ${JSON.stringify(currentRect)}`;
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
  expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
});

test('what can be read already stands on the page before any code has come, and stays where it is', async ({
  person,
}) => {
  const { page } = await person();
  let letCodeCome = () => {};
  const codeMayCome = new Promise<void>((resolve) => {
    letCodeCome = resolve;
  });
  await page.route(/assets\/.*\.js$/, async (route) => {
    await codeMayCome;
    await route.continue();
  });
  await page.goto('/settings', { waitUntil: 'commit' });
  const parts = [
    page.getByRole('heading', { name: 'My Settings' }),
    page.getByRole('heading', { name: 'My Name' }),
    page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'Sign-in' }),
    page.getByRole('link', { name: 'Inbox' }),
  ];
  const places = () => Promise.all(parts.map((part) => part.boundingBox()));
  await expect(page.getByRole('heading', { name: 'My Name' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'My Name' })).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  const before = await places();
  letCodeCome();
  await expect(page.getByRole('textbox', { name: 'My Name' })).toBeEditable();
  expect(await places()).toEqual(before);
});

test('the page of somebody who is not signed in holds nothing of anybody', async ({ person, newBrowser }) => {
  const { username } = await person();
  const { request } = await newBrowser();
  const text = await (await request.get('/settings')).text();
  expect(text).toContain('"/api/settings":{"status":401');
  expect(text).not.toContain(username);
  expect(text).toContain('<div id="root"></div>');
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
