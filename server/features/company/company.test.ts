import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { company } from '#contract/company.ts';
import { identity } from '#contract/identity.ts';
import { lines } from '#contract/lines.ts';
import { type Act, policy, type Role } from '#contract/policy.ts';
import { security } from '#contract/security.ts';
import { minutes } from '#server/platform/clock.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.pool.query('delete from limit_window').then(() => undefined));

const nine = [{ from: '09:00', to: '17:00' }];
const hours = { week: [nine, nine, nine, nine, nine, [], []], holidays: [] };

describe('who may', () => {
  const acts = [
    [company.read, undefined],
    [company.change, { set: { name: 'Renamed' } }],
    [company.changePolicy, { secondFactorRequired: false, retentionMonths: null }],
    [company.rehearseRetention, undefined],
    [company.changeBillingContact, { contact: null }],
    [company.numbers, undefined],
    [company.offers, undefined],
    [company.takeNumber, { number: '+14155550199' }],
    [company.assignNumber, { lineId: null }],
    [company.releaseNumber, undefined],
    [company.audit, undefined],
  ] as const;
  const roles: Role[] = ['admin', 'billing', 'member', 'restricted'];
  test.each(acts.flatMap(([spec, body]) => roles.map((role) => ({ spec, body, role, what: spec.summary }))))(
    '$role: $what',
    async ({ spec, body, role }) => {
      const ada = await w.line();
      const who = await w.colleague(ada, { roles: [role] });
      const reply = await who.call(
        spec as typeof company.assignNumber,
        {
          params: { number: '+14155550199' },
          ...(body && { body }),
        } as never,
      );
      const access: { may?: Act } = spec.access;
      const allowed = access.may !== undefined && (policy[access.may] as readonly string[]).includes(role);
      if (allowed) expect(reply.body?.code).not.toBe('identity.not_allowed');
      else expect(reply).toMatchObject({ status: 403, body: { code: 'identity.not_allowed' } });
    },
  );
});

test('name, place and hours change for everybody at once, and are recorded', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada);
  const reply = await ada.call(company.change, {
    body: { set: { name: '  Analytical   Engines ', timeZone: 'Europe/London', region: 'GB', businessHours: hours } },
  });
  expect(reply).toMatchObject({
    status: 200,
    body: { name: 'Analytical Engines', timeZone: 'Europe/London', region: 'GB', openNow: false },
  });
  expect(reply.body.nextChangeAt).toBe('2026-03-02T09:00:00.000Z');
  expect((await bob.call(identity.me)).body.company).toMatchObject({ name: 'Analytical Engines', region: 'GB' });
  const { body } = await ada.call(company.audit);
  expect(body.entries[0]).toMatchObject({ kind: 'company.changed', about: null, by: { name: ada.name } });
});

test.each([
  [{ name: '' }, 'identity.name_shape'],
  [{ timeZone: 'Mars/Olympus' }, 'company.time_zone_unknown'],
  [{ region: 'ZZ' }, 'company.region_unknown'],
  [
    { businessHours: { ...hours, week: [[{ from: '17:00', to: '09:00' }], [], [], [], [], [], []] } },
    'company.hours_contradict',
  ],
])('%j is refused', async (set, code) => {
  const ada = await w.line();
  expect((await ada.call(company.change, { body: { set } })).body.code).toBe(code);
});

test('a save over somebody else’s change is refused, and says what stands', async () => {
  const ada = await w.line({ company: 'Before' });
  await ada.call(company.change, { body: { set: { name: 'Theirs', businessHours: hours } } });
  expect(await ada.call(company.change, { body: { set: { name: 'Mine' }, was: { name: 'Before' } } })).toMatchObject({
    status: 409,
    body: { code: 'company.changed_elsewhere', detail: { now: 'Theirs' } },
  });
  // What the database gives back in another order is the same.
  const was = { businessHours: (await ada.call(company.read)).body.businessHours };
  expect((await ada.call(company.change, { body: { set: { businessHours: null }, was } })).status).toBe(200);
});

test('the policy asks for a fresh proof', async () => {
  const ada = await w.line();
  const body = { secondFactorRequired: true, retentionMonths: 24 };
  w.clock.advance(minutes(11));
  expect((await ada.call(company.changePolicy, { body })).body.code).toBe('identity.proof_needed');
  const again = await w.signIn(ada.username);
  expect((await again.call(company.changePolicy, { body })).body).toMatchObject(body);
});

test('a number is searched for, taken, given to a line, and released once', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada);
  await w.drainJobs();
  const [offer] = (await ada.call(company.offers, { query: { areaCode: '415' } })).body;
  const taken = await ada.call(company.takeNumber, { body: { number: offer.number } });
  expect(taken.body.find((one: { number: string }) => one.number === offer.number)).toMatchObject({ line: null });
  expect((await ada.call(company.takeNumber, { body: { number: offer.number } })).body.code).toBe(
    'company.number_gone',
  );
  const before = (await bob.call(identity.me)).body.line.number;
  await ada.call(company.assignNumber, { params: { number: offer.number }, body: { lineId: bob.lineId } });
  expect((await bob.call(identity.me)).body.line.number).toBe(offer.number);
  const list = (await ada.call(company.numbers)).body;
  expect(list.find((one: { number: string }) => one.number === before)).toMatchObject({ line: null });
  await ada.call(company.releaseNumber, { params: { number: offer.number } });
  expect((await bob.call(identity.me)).body.line.number).toBeNull();
  await w.drainJobs();
  expect((await w.carrier.listNumbers()).some((one) => one.number === offer.number)).toBe(false);
  expect((await ada.call(company.releaseNumber, { params: { number: offer.number } })).body.code).toBe(
    'company.no_such_number',
  );
  const foreign = await w.line();
  expect(
    (await foreign.call(company.assignNumber, { params: { number: before }, body: { lineId: null } })).body.code,
  ).toBe('company.no_such_number');
});

test('the audit log pages, filters, and comes as a CSV in which a name is no formula', async () => {
  const ada = await w.line({ name: '=HYPERLINK("http://evil")' });
  const bob = await w.colleague(ada);
  for (let n = 0; n < 60; n += 1) await ada.call(company.change, { body: { set: { name: `Name ${n}` } } });
  await ada.call(lines.suspend, { params: { id: bob.lineId } });
  const first = (await ada.call(company.audit)).body;
  expect(first.entries).toHaveLength(50);
  const second = (await ada.call(company.audit, { query: { before: first.before } })).body;
  expect(second.before).toBeNull();
  expect(new Set([...first.entries, ...second.entries].map((one: { id: string }) => one.id)).size).toBe(
    50 + second.entries.length,
  );
  const of = (await ada.call(company.audit, { query: { line: bob.lineId, about: 'line' } })).body.entries;
  expect(of.map((one: { kind: string }) => one.kind)).toEqual(['line.suspended']);
  const file = await ada.call(company.auditFile);
  const text = file.body.toString();
  expect(text.split('\r\n').length).toBe(50 + second.entries.length + 2);
  expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
  const other = await w.line();
  expect((await other.call(company.auditFile)).body.toString()).not.toContain('HYPERLINK');
});

test('the trail cannot be changed or deleted, by anybody', async () => {
  const ada = await w.line();
  await ada.call(company.change, { body: { set: { name: 'Once' } } });
  for (const statement of [
    'update security_event set kind = $2 where company_id = $1',
    'delete from security_event where company_id = $1 and $2 = $2',
  ])
    await expect(w.pool.query(statement, [ada.companyId, 'x'])).rejects.toThrow('append-only');
});

describe('sessions', () => {
  test('are listed with their device and address, the own one marked, and end one by one or all together', async () => {
    const ada = await w.line();
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
    const signIn = () =>
      w.request(identity.signIn, {
        body: { username: ada.username, password: 'correct horse battery staple 42' },
        headers: { 'user-agent': phone },
      });
    const [one, two] = [await signIn(), await signIn()];
    const { body } = await ada.call(security.sessions);
    expect(body).toHaveLength(3);
    expect(body[0]).toMatchObject({ current: true, device: 'test', kind: 'program', network: 'this-machine' });
    expect(body[1]).toMatchObject({ current: false, device: 'Safari, iOS', kind: 'phone' });
    await ada.call(security.endSession, { params: { id: body[1].id } });
    const dead = await Promise.all([one, two].map((reply) => w.request(identity.me, {}, reply.cookie)));
    expect(dead.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await ada.call(security.endOtherSessions)).body).toHaveLength(1);
    for (const { cookie } of [one, two]) expect((await w.request(identity.me, {}, cookie)).status).toBe(401);
    expect((await ada.call(identity.me)).status).toBe(200);
    const kinds = (await ada.call(security.timeline)).body.entries.map((entry: { kind: string }) => entry.kind);
    expect(kinds.slice(0, 2)).toEqual(['session.others-ended', 'session.ended']);
  });

  test('of somebody else cannot be ended, nor seen', async () => {
    const ada = await w.line();
    const bob = await w.colleague(ada);
    const [own] = (await ada.call(security.sessions)).body;
    expect((await bob.call(security.endSession, { params: { id: own.id } })).status).toBe(404);
    expect((await ada.call(identity.me)).status).toBe(200);
    expect(
      (await bob.call(security.timeline)).body.entries.every(
        (one: { about: { id: string } }) => one.about.id === bob.lineId,
      ),
    ).toBe(true);
  });
});
