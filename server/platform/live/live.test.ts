import { connect, createServer, type Socket } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import type { CompanyId, LineId } from '#contract/ids.ts';
import { topics } from '#contract/live.ts';
import { settings } from '#contract/settings.ts';
import { password, type World, world } from '#test/world.ts';
import { type News, startLiveNews, tell } from './live.ts';

let w: World;
let address: string;
beforeAll(async () => {
  w = await world();
  address = await w.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => w.close());

/** An open page: what it has heard so far, and whether its stream has ended. */
async function page(cookie: string, ago = 0) {
  const stop = new AbortController();
  const reply = await fetch(`${address}/api/live?ago=${ago}`, { headers: { cookie }, signal: stop.signal });
  const seen = { status: reply.status, type: reply.headers.get('content-type'), text: '', ended: false };
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of reply.body ?? []) seen.text += decoder.decode(chunk, { stream: true });
    seen.ended = true;
  };
  read().catch(() => undefined);
  return {
    seen,
    close: () => stop.abort(),
    events: () => [...seen.text.matchAll(/^event: (.+)$/gm)].map(([, name]) => name),
  };
}

test('a page that was read before it listened hears what came in between, and nothing older', async () => {
  const ada = await w.line();
  const other = await w.signIn(ada.username);
  const before = performance.now();
  await other.call(settings.changeName, { body: { name: 'Ada King' } });
  const hers = await page(ada.cookie());
  await other.call(settings.changeName, { body: { name: 'Ada Lovelace' } });
  await expect.poll(hers.events).toContain('settings');
  const late = await page(ada.cookie(), Math.ceil(performance.now() - before));
  await expect.poll(late.events).toEqual(expect.arrayContaining(['settings', 'me']));
  expect(new Set(late.events()).size).toBe(late.events().length);
  const calm = await page(ada.cookie(), 1);
  await new Promise((done) => setTimeout(done, 100));
  expect(calm.events()).toEqual([]);
  // Longer than anybody remembers: everything may be stale.
  const old = await page(ada.cookie(), 500_000);
  await expect.poll(old.events).toEqual(topics.filter((topic) => topic !== 'signed-out'));
  for (const open of [hers, late, calm, old]) open.close();
});

test('a change in one page is heard in the others of the line, and by nobody else', async () => {
  const ada = await w.line();
  const bob = await w.line();
  const [hers, his] = [await page(ada.cookie()), await page(bob.cookie())];
  expect(hers.seen).toMatchObject({ status: 200, type: 'text/event-stream' });
  const other = await w.signIn(ada.username);
  await other.call(settings.changeName, { body: { name: 'Ada King' } });
  await expect.poll(hers.events).toEqual(expect.arrayContaining(['settings', 'me']));
  expect(hers.seen.text).not.toContain('Ada King');
  expect(his.events()).toEqual([]);
  hers.close();
  his.close();
});

test('the page of a session that ends is told so and closed; that of another session stays', async () => {
  const ada = await w.line();
  const other = await w.signIn(ada.username);
  const [own, others] = [await page(ada.cookie()), await page(other.cookie())];
  await ada.call(settings.updatePassword, {
    body: { currentPassword: password, newPassword: 'another staple for the horse 77', endOtherSessions: true },
  });
  await expect.poll(() => others.seen.ended).toBe(true);
  expect(others.events()).toContain('signed-out');
  expect(own.events()).not.toContain('signed-out');
  expect(own.seen.ended).toBe(false);
  expect((await page(other.cookie())).seen.status).toBe(401);
  own.close();
});

test('signing out ends the stream of that session', async () => {
  const ada = await w.line();
  const open = await page(ada.cookie());
  await ada.call(identity.signOut);
  await expect.poll(() => open.seen.ended).toBe(true);
});

test('news leave with the transaction they came with: none of one that was given up', async () => {
  const heard: (News | undefined)[] = [];
  const stop = w.deps.live.listen({ companyId: '7' as CompanyId, lineId: '71' as LineId }, (news) => heard.push(news)); // nobody's line: news need none
  await expect(
    w.db.transaction(async (tx) => {
      await tell(tx, { line: '71' as LineId, topic: 'me' }); // as above
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await tell(w.db, { line: '71' as LineId, topic: 'settings' }); // as above
  await expect.poll(() => heard).toEqual([{ line: '71', topic: 'settings' }]);
  stop();
});

test('listeners whose connection broke come back, and say that news may have been missed', async () => {
  const live = await startLiveNews(w.databaseUrl, pino({ level: 'silent' }));
  const heard: (News | undefined)[] = [];
  const heardByPage: (News | undefined)[] = [];
  live.listenAll((news) => heard.push(news));
  live.listen({ companyId: '7' as CompanyId, lineId: '73' as LineId }, (news) => heardByPage.push(news)); // nobody's line
  await w.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'trunkline live'",
  );
  await expect.poll(() => heard, { timeout: 15_000 }).toContain(undefined);
  expect(heardByPage).toEqual([undefined]);
  await tell(w.db, { line: '72' as LineId, topic: 'keys' }); // nobody's line
  await expect.poll(() => heard).toContainEqual({ line: '72', topic: 'keys' });
  await live.stop();
});

test('a database that stays away is asked once a second, however long it does, and heard again when it is back', async () => {
  const real = new URL(w.databaseUrl);
  const open = new Set<Socket>();
  let away = false;
  let attempts = 0;
  const between = createServer((socket) => {
    attempts += 1;
    socket.on('error', () => undefined);
    if (away) return void socket.destroy();
    const onwards = connect(Number(real.port), real.hostname);
    for (const [one, other] of [
      [socket, onwards],
      [onwards, socket],
    ] as const) {
      open.add(one.on('error', () => undefined).on('close', () => other.destroy()));
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const address = between.address();
  const url = new URL(real);
  url.host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const news = await startLiveNews(url.href, pino({ level: 'silent' }));
  try {
    const heard: (News | undefined)[] = [];
    news.listenAll((one) => void heard.push(one));
    [away, attempts] = [true, 0];
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 5500));
    expect([attempts >= 3, attempts <= 6]).toEqual([true, true]);
    away = false;
    await expect.poll(() => heard, { timeout: 5000 }).toEqual([undefined]);
  } finally {
    await news.stop();
    between.close();
  }
}, 20_000);

test('when another process ends, pages ask again: it may have died before it told what it had written', async () => {
  const log = pino({ level: 'silent' });
  const live = await startLiveNews(w.databaseUrl, log, { peersEveryMs: 50 });
  const other = await startLiveNews(w.databaseUrl, log);
  const heard: (News | undefined)[] = [];
  live.listen({ companyId: '7' as CompanyId, lineId: '74' as LineId }, (news) => heard.push(news)); // nobody's line
  await new Promise((done) => setTimeout(done, 200));
  expect(heard).toEqual([]);
  await other.stop();
  await expect.poll(() => heard).toEqual([undefined]);
  await live.stop();
});

test('news of a line that come many times in a moment are told once or twice, not each time', async () => {
  const heard: (News | undefined)[] = [];
  const stop = w.deps.live.listen({ companyId: '7' as CompanyId, lineId: '75' as LineId }, (news) => heard.push(news)); // nobody's line
  const tellings = Array.from({ length: 200 }, () =>
    w.db.transaction((tx) => tell(tx, { line: '75' as LineId, topic: 'inbox' })),
  );
  await Promise.all(tellings);
  await expect.poll(() => heard.length).toBeGreaterThan(0);
  await new Promise((done) => setTimeout(done, 200));
  expect(heard.length).toBeLessThan(100);
  stop();
});
