import { expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { freshNumber, password, world } from '#test/world.ts';

let n = 0;
function wish() {
  n += 1;
  return {
    company: `Engines ${n}`,
    name: 'Ada Byron',
    username: `ada${n}door${process.pid}`,
    password,
    cell: freshNumber() as string,
    email: `door${n}.${process.pid}@example.com`,
  };
}

// In this order: all of them see one database, which is empty at first.
test('SIGN_UP=closed lets nobody sign up, not even the first', async () => {
  const w = await world({ signUp: 'closed' });
  expect((await w.request(identity.start)).body.signUp).toBe('closed');
  expect((await w.request(identity.signUp, { body: wish() })).body.code).toBe('identity.sign_up_closed');
  await w.close();
});

test('with a real carrier the first company signs up and the door closes behind it, however many come at once', async () => {
  const w = await world({ carrier: 'twilio' });
  expect((await w.request(identity.start)).body).toMatchObject({ signUp: 'first', handsets: false });
  const replies = await Promise.all(Array.from({ length: 6 }, () => w.request(identity.signUp, { body: wish() })));
  expect(replies.map((one) => one.status).sort()).toEqual([201, 403, 403, 403, 403, 403]);
  expect((await w.request(identity.start)).body.signUp).toBe('closed');
  expect((await w.request(identity.signUp, { body: wish() })).body.code).toBe('identity.sign_up_closed');

  // The same installation with the door set open, and with the simulator as its carrier.
  const open = await world({ signUp: 'open', carrier: 'twilio' });
  expect((await open.request(identity.signUp, { body: wish() })).status).toBe(201);
  await open.close();
  const simulated = await world();
  expect((await simulated.request(identity.start)).body).toMatchObject({ signUp: 'open', handsets: true });
  expect((await simulated.request(identity.signUp, { body: wish() })).status).toBe(201);
  await simulated.close();
  await w.close();
});
