import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { identity } from '#contract/identity.ts';
import { lines } from '#contract/lines.ts';
import { type Act, policy, type Role } from '#contract/policy.ts';
import { settings } from '#contract/settings.ts';
import { days, minutes } from '#server/platform/clock.ts';
import { password, type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.pool.query('delete from limit_window').then(() => undefined));

type Line = Awaited<ReturnType<World['line']>>;
const idOf = (line: Line) => ({ params: { id: line.lineId } });
const stateOf = async (admin: Line, line: Line) =>
  (await admin.call(lines.list)).body.lines.find((one: { id: string }) => one.id === line.lineId)?.state;
const events = async (line: Line) =>
  (await w.pool.query('select kind, by_line_id from security_event where line_id = $1 order by at, id', [line.lineId]))
    .rows;

const everyAct = {
  list: lines.list,
  invite: lines.invite,
  resendInvitation: lines.resendInvitation,
  withdrawInvitation: lines.withdrawInvitation,
  changeRoles: lines.changeRoles,
  suspend: lines.suspend,
  resume: lines.resume,
  startReset: lines.startReset,
  clearLockOut: lines.clearLockOut,
  clearSecondStep: lines.clearSecondStep,
  remove: lines.remove,
  undoRemoval: lines.undoRemoval,
};
type ActName = keyof typeof everyAct;
const bodies: Partial<Record<ActName, Record<string, unknown>>> = {
  invite: { name: 'Grace', to: 'grace@example.com', roles: ['member'] },
  changeRoles: { roles: ['member'] },
  remove: { number: 'keep', numberTo: null, threadsTo: null },
};
const roles: Role[] = ['admin', 'billing', 'member', 'restricted'];
const ownOtherForeign = ['own line', 'other line', 'line of another company'] as const;

describe('every act, every role, on one’s own line, another one, and one of another company', () => {
  const cases = (Object.keys(everyAct) as ActName[]).flatMap((act) =>
    roles.flatMap((role) => ownOtherForeign.map((whose) => ({ act, role, whose }))),
  );
  let company: Line;
  let foreign: Line;
  const held = new Map<Role, Line>();
  beforeAll(async () => {
    company = await w.line();
    foreign = await w.line();
    for (const role of roles) held.set(role, (await w.colleague(company, { roles: [role] })) as Line);
  });
  test.each(cases)('$act by $role: $whose', async ({ act, role, whose }) => {
    const who = held.get(role);
    if (!who) throw new Error('no such role');
    const other = whose === 'own line' ? who : whose === 'other line' ? await w.colleague(company) : foreign;
    const spec = everyAct[act];
    const access: { may?: Act } = spec.access;
    const allowed = access.may !== undefined && (policy[access.may] as readonly string[]).includes(role);
    const before = await w.pool.query('select roles, suspended_at from line where id = $1', [other.lineId]);
    const reply = await who.call(
      spec as typeof lines.remove,
      { ...idOf(other as Line), ...(bodies[act] && { body: bodies[act] }) } as never,
    );
    if (!allowed) {
      expect(reply).toMatchObject({ status: 403, body: { code: 'identity.not_allowed' } });
    } else if (whose === 'line of another company' && 'params' in spec) {
      expect(reply.status).toBe(404);
    } else {
      expect([200, 201, 404, 409]).toContain(reply.status);
      expect(reply.body.code).not.toBe('identity.not_allowed');
    }
    if (!allowed || whose === 'line of another company')
      expect((await w.pool.query('select roles, suspended_at from line where id = $1', [other.lineId])).rows).toEqual(
        before.rows,
      );
    // What the admin did to themselves or to the company is put back for the next case.
    await w.pool.query('delete from line_removal where company_id = $1', [company.companyId]);
    await w.pool.query('delete from invitation where company_id = $1', [company.companyId]);
    if (role === 'admin' && whose === 'own line') {
      await w.pool.query("update line set suspended_at = null, roles = '{admin}' where id = $1", [who.lineId]);
      held.set('admin', { ...who, ...(await signInAgain(who)) } as Line);
    }
  });

  async function signInAgain(who: Line) {
    await w.pool.query('delete from limit_window');
    // A reset made the password worthless; another admin of the test gets a line of their own then.
    return w.signIn(who.username).catch(async () => w.colleague(company, { roles: ['admin'] }));
  }
});

test('roles act at once in a session that is open', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada, { roles: ['restricted'] });
  expect((await bob.call(lines.list)).status).toBe(403);
  expect((await ada.call(lines.changeRoles, { ...idOf(bob as Line), body: { roles: ['admin'] } })).status).toBe(200);
  expect((await bob.call(lines.list)).body.lines[0].managed).not.toBeNull();
  expect((await bob.call(identity.me)).body.line.roles).toEqual(['admin']);
  await ada.call(lines.changeRoles, { ...idOf(bob as Line), body: { roles: ['member'] } });
  const seen = await bob.call(lines.list);
  expect(seen.body.lines.map((one: { managed: unknown }) => one.managed)).toEqual([null, null]);
  expect(await events(bob as Line)).toContainEqual({ kind: 'roles.changed', by_line_id: ada.lineId });
  await w.drainJobs();
  expect(w.mails().filter((mail) => mail.to === bob.email && /roles changed/.test(mail.subject))).toHaveLength(2);
});

test('the last admin can neither be demoted, suspended nor removed; a suspended admin does not count', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada, { roles: ['admin'] });
  await ada.call(lines.suspend, idOf(bob as Line));
  const refused = { status: 409, body: { code: 'company.last_admin' } };
  expect(await ada.call(lines.changeRoles, { ...idOf(ada), body: { roles: ['member'] } })).toMatchObject(refused);
  expect(await ada.call(lines.suspend, idOf(ada))).toMatchObject(refused);
  expect(
    await ada.call(lines.remove, { ...idOf(ada), body: { number: 'keep', numberTo: null, threadsTo: null } }),
  ).toMatchObject(refused);
  await ada.call(lines.resume, idOf(bob as Line));
  expect((await ada.call(lines.changeRoles, { ...idOf(ada), body: { roles: ['member'] } })).status).toBe(200);
});

test('restricted beside admin or member is refused beside the field', async () => {
  const ada = await w.line();
  const reply = await ada.call(lines.changeRoles, { ...idOf(ada), body: { roles: ['admin', 'restricted'] } });
  expect(reply).toMatchObject({ status: 422, body: { code: 'company.roles_contradict', field: 'roles' } });
});

test('suspending ends sessions, keys and sign-in; resuming lets in again', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada);
  const key = { headers: { authorization: `Bearer ${bob.apiKey}` } };
  expect((await w.request(settings.read, key)).status).toBe(200);
  await ada.call(lines.suspend, idOf(bob as Line));
  expect((await bob.call(identity.me)).status).toBe(401);
  await expect.poll(async () => (await w.request(settings.read, key)).status).toBe(401);
  expect(await w.request(identity.signIn, { body: { username: bob.username, password } })).toMatchObject({
    body: { code: 'identity.suspended' },
  });
  expect(await stateOf(ada, bob as Line)).toBe('suspended');
  await ada.call(lines.resume, idOf(bob as Line));
  expect((await (await w.signIn(bob.username)).call(identity.me)).status).toBe(200);
});

test('an admin starts a reset and sees nothing of it: the old password stops, the person chooses another', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada);
  const reply = await ada.call(lines.startReset, idOf(bob as Line));
  expect(reply.status).toBe(200);
  expect(JSON.stringify(reply.body)).not.toMatch(/password|code"|token/i);
  await expect(w.signIn(bob.username)).rejects.toThrow('identity.wrong_credentials');
  await w.drainJobs();
  const mail = w.mails().findLast((one) => one.to === bob.email);
  expect(mail?.text).toContain(`/forgot?username=${bob.username}`);
  const { body } = await w.request(identity.forgotPassword, { body: { username: bob.username } });
  const code = await w.codeTextedTo(bob.cell ?? '');
  const newPassword = 'another battery horse 77 staple';
  const done = await w.request(identity.finishForgotPassword, { body: { ticket: body.ticket, code, newPassword } });
  expect(done.status).toBe(204);
  expect((await (await w.signIn(bob.username, newPassword)).call(identity.me)).status).toBe(200);
});

test('a reset needs a way to reach its person', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada, { cell: null, email: null });
  expect(await ada.call(lines.startReset, idOf(bob as Line))).toMatchObject({
    status: 409,
    body: { code: 'company.unreachable' },
  });
});

test('a lock-out is seen, and cleared', async () => {
  const ada = await w.line();
  const bob = await w.colleague(ada);
  for (let n = 0; n < 21; n += 1)
    await w.request(identity.signIn, { body: { username: bob.username, password: 'wrong' } });
  const lockedOut = async () =>
    (await ada.call(lines.list)).body.lines.find((one: { id: string }) => one.id === bob.lineId).managed.lockedOut;
  expect(await lockedOut()).toBe(true);
  await expect(w.signIn(bob.username)).rejects.toThrow('too_many_attempts');
  await ada.call(lines.clearLockOut, idOf(bob as Line));
  expect(await lockedOut()).toBe(false);
  await w.signIn(bob.username);
});

describe('a removed line', () => {
  const wish = { number: 'keep' as const, numberTo: null, threadsTo: null };

  test('is out at once, can be brought back within seven days, and not after', async () => {
    const ada = await w.line();
    const bob = await w.colleague(ada);
    await w.drainJobs();
    expect((await ada.call(lines.remove, { ...idOf(bob as Line), body: wish })).status).toBe(200);
    expect((await bob.call(identity.me)).status).toBe(401);
    expect(await stateOf(ada, bob as Line)).toBe('removed');
    expect(await ada.call(lines.suspend, idOf(bob as Line))).toMatchObject({ body: { code: 'company.line_removed' } });
    w.clock.advance(days(6));
    await w.drainJobs();
    expect((await (await w.signIn(ada.username)).call(lines.undoRemoval, idOf(bob as Line))).status).toBe(200);
    const again = await w.signIn(bob.username);
    expect((await again.call(identity.me)).body.line.number).toMatch(/^\+1/);
    const admin = await w.signIn(ada.username);
    await admin.call(lines.remove, { ...idOf(bob as Line), body: wish });
    w.clock.advance(days(7) + minutes(1));
    await w.drainJobs();
    const later = await w.signIn(ada.username);
    expect(await later.call(lines.undoRemoval, idOf(bob as Line))).toMatchObject({
      status: 409,
      body: { code: 'company.not_removed' },
    });
    expect((await later.call(lines.list)).body.lines).toHaveLength(1);
  });

  test.each(['keep', 'move', 'release'] as const)('its number: %s', async (number) => {
    const ada = await w.line();
    const bob = await w.colleague(ada);
    const eve = await w.colleague(ada);
    await w.drainJobs();
    const numberOf = async (line: { lineId: string }) =>
      (await w.pool.query('select number from line where id = $1', [line.lineId])).rows[0].number;
    const his = await numberOf(bob);
    await ada.call(lines.remove, {
      ...idOf(bob as Line),
      body: { number, numberTo: number === 'move' ? eve.lineId : null, threadsTo: null },
    });
    expect(await numberOf(bob)).toBe(his);
    w.clock.advance(days(7) + minutes(1));
    await w.drainJobs();
    expect(await numberOf(bob)).toBeNull();
    expect((await numberOf(eve)) === his).toBe(number === 'move');
    const served = await w.pool.query('select number from served_number where number = $1', [his]);
    expect(served.rowCount).toBe(number === 'release' ? 0 : 1);
    expect((await w.carrier.listNumbers()).some((one) => one.number === his)).toBe(number !== 'release');
    const left = await w.pool.query('select username, cell, email, password_hash, roles from line where id = $1', [
      bob.lineId,
    ]);
    expect(left.rows[0]).toEqual({
      username: `removed-${bob.lineId}`,
      cell: null,
      email: null,
      password_hash: '',
      roles: [],
    });
  });

  test('an heir has to be another line that is in use', async () => {
    const ada = await w.line();
    const bob = await w.colleague(ada);
    const foreign = await w.line();
    for (const threadsTo of [bob.lineId, foreign.lineId, '1'])
      expect(await ada.call(lines.remove, { ...idOf(bob as Line), body: { ...wish, threadsTo } })).toMatchObject({
        status: 422,
        body: { code: 'company.heir_unfit', field: 'threadsTo' },
      });
  });
});
