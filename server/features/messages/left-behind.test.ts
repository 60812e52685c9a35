import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages } from '#contract/messages.ts';
import { minutes } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

/** A text as a worker leaves it that dies while the carrier has it, or is about to: tried, and its number held. */
async function leftBehind(isTaken: boolean): Promise<string> {
  const ada = await w.line();
  await w.drainJobs();
  const to = freshNumber();
  await ada.call(messages.send, { body: { to: { numbers: [to] }, text: 'left behind' } });
  const at = w.clock.now();
  await w.pool.query("update receipt set state = 'trying', tried_at = $2 where to_number = $1", [to, at]);
  const { rows } = await w.pool.query('select number from line where id = $1', [ada.lineId]);
  await w.pool.query(
    `insert into sending_number (number, company_id, line_id, filled_at, lease_id, lease_until)
     values ($1, $2, $3, $4, gen_random_uuid(), $4::timestamptz + interval '15 seconds')`,
    [rows[0].number, ada.companyId, ada.lineId, at],
  );
  if (isTaken)
    await w.carrier.sendText({ from: rows[0].number, to, text: 'left behind', statusUrl: '', mediaUrls: [] });
  return to;
}
const textsTo = (number: string) => w.texts().filter((text) => text.to === number);
const stateOf = async (number: string) =>
  (await w.pool.query('select state from receipt where to_number = $1', [number])).rows[0].state;

test('a text that the carrier took from a dead worker is found there, and not sent again', async () => {
  const to = await leftBehind(true);
  await w.drainJobs();
  // Somebody may be alive who holds the number.
  expect(await stateOf(to)).toBe('trying');
  w.clock.advance(minutes(1));
  await w.drainJobs();
  expect(await stateOf(to)).toBe('sent');
  expect(textsTo(to)).toHaveLength(1);
});

test('a text that never left a dead worker goes out once the carrier has said twice that it has none', async () => {
  const to = await leftBehind(false);
  w.clock.advance(minutes(1));
  await w.drainJobs(1);
  expect([await stateOf(to), textsTo(to)]).toEqual(['unknown', []]);
  w.clock.advance(minutes(1));
  await w.drainJobs();
  expect(await stateOf(to)).toBe('sent');
  expect(textsTo(to)).toHaveLength(1);
});
