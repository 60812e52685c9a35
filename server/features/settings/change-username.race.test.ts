import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settings } from '#contract/settings.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

test('50 people after each of 10 usernames at once: one winner each, nobody nameless, nothing lost', {
  timeout: 120_000,
}, async () => {
  const people = await Promise.all(Array.from({ length: 50 }, () => w.line()));
  for (let round = 0; round < 10; round += 1) {
    const username = `wanted.${round}`;
    const spelt = (place: number) => (place % 2 ? username : username.toUpperCase());
    const replies = await Promise.all(
      people.map((one, place) => one.call(settings.changeUsername, { body: { username: spelt(place) } })),
    );
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    expect(replies.filter((reply) => reply.body.code === 'identity.username_taken')).toHaveLength(49);
    await expectEverybodyNamed(50);
  }
});

test('people who trade usernames in rings at once neither wait for ever nor end with one name between them', {
  timeout: 120_000,
}, async () => {
  const people = await Promise.all(Array.from({ length: 20 }, (_, n) => w.line({ username: `ring.${n}.start` })));
  for (let round = 0; round < 10; round += 1) {
    const names = await Promise.all(people.map(async (one) => (await one.call(settings.read)).body.username as string));
    const replies = await Promise.all(
      people.map((one, place) =>
        one.call(settings.changeUsername, { body: { username: names[(place + 1) % names.length] ?? '' } }),
      ),
    );
    expect(replies.map((reply) => reply.body.code)).not.toContain('server.fault');
    await expectEverybodyNamed(70);
  }
});

async function expectEverybodyNamed(people: number): Promise<void> {
  const [count] = await w.rows(sql`
    select count(*)::int as lines, count(claim.skeleton)::int as named, count(distinct claim.skeleton)::int as names
    from line left join username_claim claim on claim.line_id = line.id and claim.held_until is null and claim.username = line.username`);
  expect(count).toEqual({ lines: people, named: people, names: people });
}
