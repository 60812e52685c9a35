import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { lines } from '#contract/lines.ts';
import { settings } from '#contract/settings.ts';
import { days, minutes } from '#server/platform/clock.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.pool.query('delete from limit_window').then(() => undefined));

let n = 0;
const address = () => `invited.${process.pid}.${n++}@example.com`;
const typed = () => ({
  name: 'Grace Hopper',
  username: `grace${process.pid}x${n++}`,
  password: 'navy compiler nanosecond 11',
});
async function tokenTo(to: string): Promise<string> {
  await w.drainJobs();
  const sent = to.includes('@')
    ? w.mails().findLast((mail) => mail.to === to)?.text
    : w.texts().findLast((text) => text.to === to)?.text;
  const token = /\/join#([\w-]+)/.exec(sent ?? '')?.[1];
  if (!token) throw new Error(`no invitation went to ${to}`);
  return token;
}
const invite = (ada: Awaited<ReturnType<World['line']>>, to: string, roles = ['member']) =>
  ada.call(lines.invite, { body: { name: 'Grace', to, roles } });

test('an address is invited, sees what it is about, and joins with it proven', async () => {
  const ada = await w.line({ company: 'Engines' });
  const to = address();
  const reply = await invite(ada, to, ['restricted']);
  expect(reply).toMatchObject({ status: 201, body: { invitations: [{ target: to, roles: ['restricted'] }] } });
  const token = await tokenTo(to);
  const look = await w.request(lines.lookAtInvitation, { body: { token } });
  expect(look.body).toMatchObject({ company: 'Engines', name: 'Grace', invitedBy: ada.name });
  expect(JSON.stringify(look.body)).not.toContain(to);
  const joined = await w.request(lines.acceptInvitation, { body: { token, ...typed() } });
  expect(joined).toMatchObject({
    status: 201,
    body: { line: { roles: ['restricted'], emailVerified: true, cellVerified: false } },
  });
  expect((await w.request(settings.read, {}, joined.cookie)).body.email.address).toBe(to);
  expect((await ada.call(lines.list)).body).toMatchObject({ invitations: [], allowance: { used: 2 } });
});

test('a number is invited by text, and counts as the proven cell', async () => {
  const ada = await w.line();
  const cell = freshNumber();
  expect((await invite(ada, cell)).status).toBe(201);
  const token = await tokenTo(cell);
  const joined = await w.request(lines.acceptInvitation, { body: { token, ...typed() } });
  expect(joined.body).toMatchObject({ line: { cellVerified: true } });
});

test('a link is good once, until it is withdrawn, and for seven days; each end has its name', async () => {
  const ada = await w.line();
  const ends = { used: address(), withdrawn: address(), expired: address() };
  for (const to of Object.values(ends)) await invite(ada, to);
  const [used, withdrawn, expired] = [
    await tokenTo(ends.used),
    await tokenTo(ends.withdrawn),
    await tokenTo(ends.expired),
  ];
  await w.request(lines.acceptInvitation, { body: { token: used, ...typed() } });
  const { id } = (await ada.call(lines.list)).body.invitations.find(
    (one: { target: string }) => one.target === ends.withdrawn,
  );
  expect((await ada.call(lines.withdrawInvitation, { params: { id } })).status).toBe(200);
  w.clock.advance(days(7) + minutes(1));
  for (const [token, code] of [
    [used, 'company.invitation_used'],
    [withdrawn, 'company.invitation_withdrawn'],
    [expired, 'company.invitation_expired'],
    ['x'.repeat(43), 'company.invitation_unknown'],
  ] as const) {
    expect((await w.request(lines.lookAtInvitation, { body: { token } })).body.code).toBe(code);
    expect((await w.request(lines.acceptInvitation, { body: { token, ...typed() } })).body.code).toBe(code);
  }
});

test('twenty who accept one link at once: one joins', async () => {
  const ada = await w.line();
  const to = address();
  await invite(ada, to);
  const token = await tokenTo(to);
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => w.request(lines.acceptInvitation, { body: { token, ...typed() } })),
  );
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(
    replies.filter(({ status }) => status !== 201).every(({ body }) => body.code === 'company.invitation_used'),
  ).toBe(true);
});

test('somebody signed in as another line is asked to log out first', async () => {
  const ada = await w.line();
  const to = address();
  await invite(ada, to);
  const token = await tokenTo(to);
  const bob = await w.line();
  expect(await bob.call(lines.acceptInvitation, { body: { token, ...typed() } })).toMatchObject({
    status: 409,
    body: { code: 'company.signed_in_elsewhere' },
  });
  expect((await w.request(lines.acceptInvitation, { body: { token, ...typed() } })).status).toBe(201);
});

test('sent again, the old link stops; not within the minute', async () => {
  const ada = await w.line();
  const to = address();
  const { id } = (await invite(ada, to)).body.invitations[0];
  const first = await tokenTo(to);
  expect((await ada.call(lines.resendInvitation, { params: { id } })).body.code).toBe('company.resend_too_soon');
  w.clock.advance(minutes(2));
  expect((await ada.call(lines.resendInvitation, { params: { id } })).status).toBe(200);
  const second = await tokenTo(to);
  expect((await w.request(lines.lookAtInvitation, { body: { token: first } })).body.code).toBe(
    'company.invitation_unknown',
  );
  expect((await w.request(lines.lookAtInvitation, { body: { token: second } })).status).toBe(200);
});

test('whom one cannot invite is said beside the field', async () => {
  const ada = await w.line();
  const bob = await w.line();
  await w.drainJobs();
  const ours = (await bob.call(identity.me)).body.line.number;
  const to = address();
  await invite(ada, to);
  for (const [whom, code] of [
    [bob.email ?? '', 'company.invitee_has_line'],
    [ada.cell ?? '', 'company.invitee_has_line'],
    [to, 'company.already_invited'],
    [to.toUpperCase(), 'company.already_invited'],
    [ours, 'identity.number_ours'],
    ['not an address@', 'identity.email_shape'],
    ['12', 'identity.number_shape'],
  ])
    expect(await invite(ada, whom)).toMatchObject({ body: { code, field: 'to' } });
});

test('one address is not sent more than five an hour, whoever invites it', async () => {
  const to = address();
  const codes: string[] = [];
  for (let round = 0; round < 6; round += 1) codes.push((await invite(await w.line(), to)).body.code);
  expect(codes).toEqual([undefined, undefined, undefined, undefined, undefined, 'company.invitations_spent']);
});
