import { afterAll, beforeAll, expect, test } from 'vitest';
import { groups } from '#contract/groups.ts';
import type { GroupId } from '#contract/ids.ts';
import { messages } from '#contract/messages.ts';
import { addCrowd } from '#test/crowd.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const people = 200_000;

test('a text to a group of 200,000 is refused where the plan does not allow it, else written whole, in bounded memory', {
  timeout: 240_000,
}, async () => {
  const small = await w.line({ plan: 'starter' });
  const large = await w.line();
  await w.drainJobs();
  const send = async (line: typeof small) => {
    const { body: group } = await line.call(groups.add, { body: { name: 'The whole town' } });
    await addCrowd(w.pool, { ...line, groupId: group.id as GroupId }, people);
    const before = process.memoryUsage().rss;
    const reply = await line.call(messages.send, { body: { to: { groups: [group.id] }, text: 'Water is off at six' } });
    return { reply, grownMb: (process.memoryUsage().rss - before) / 1e6 };
  };
  const refused = await send(small);
  expect(refused.reply).toMatchObject({ status: 420, body: { code: 'messages.recipients_limit' } });
  expect(refused.grownMb).toBeLessThan(400);
  const written = await send(large);
  expect(written.reply).toMatchObject({ status: 201, body: { recipients: people } });
  expect(written.grownMb).toBeLessThan(400);
  const { rows } = await w.pool.query(
    'select count(*)::int as n, count(distinct place)::int as places from receipt where line_id = $1',
    [large.lineId],
  );
  expect(rows).toEqual([{ n: people, places: people }]);
});
