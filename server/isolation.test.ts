import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { archives } from '#contract/archives.ts';
import { contacts } from '#contract/contacts.ts';
import type { Endpoint, Role } from '#contract/endpoint.ts';
import { groups } from '#contract/groups.ts';
import { lines } from '#contract/lines.ts';
import { messages } from '#contract/messages.ts';
import { type Act, may, roles } from '#contract/policy.ts';
import { settings } from '#contract/settings.ts';
import { minutes } from '#server/platform/clock.ts';
import { endpointsOf } from '#server/platform/http/mount.ts';
import { sampleOf } from '#test/sample-body.ts';
import { freshNumber, type World, world } from '#test/world.ts';

let w: World;
type Line = Awaited<ReturnType<World['line']>>;
let ada: Line;
let every: readonly Endpoint[];
const byRole = new Map<Role, Line>();
/** Each thing of Ada's company that an address can name, by its table. */
let things: readonly string[];
beforeAll(async () => {
  w = await world();
  every = endpointsOf(w.app);
  ada = await w.line();
  for (const role of roles) byRole.set(role, await w.colleague(ada, { roles: [role] }));
  await w.drainJobs();
  await ada.call(contacts.add, { body: { number: freshNumber(), name: 'Somebody' } });
  await ada.call(groups.add, { body: { name: 'Everybody' } });
  await ada.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text: 'Now' } });
  const sendAt = new Date(w.clock.now().getTime() + 86_400_000).toISOString();
  await ada.call(messages.send, { body: { to: { numbers: [freshNumber()] }, text: 'Then', sendAt } });
  await ada.call(settings.makeKey, { body: { name: 'Key', scopes: ['settings:read'], expiresInDays: null } });
  await ada.call(lines.invite, { body: { name: 'Grace', to: `g${ada.lineId}@example.com`, roles: ['member'] } });
  await ada.call(archives.make, { body: { of: 'company' } });
  await w.drainJobs();
  things = await idsOf(ada);
});
afterAll(() => w.close());
beforeEach(async () => {
  await w.pool.query('delete from limit_window');
  await w.pool.query('update session set proven_at = $1, last_seen_at = $1', [w.clock.now()]);
});

async function idsOf({ companyId }: Line): Promise<string[]> {
  const tables = ['line', 'contact', 'contact_group', 'thread', 'thread_entry', 'scheduled_message', 'api_key'];
  const found: string[] = [];
  for (const table of [...tables, 'invitation', 'archive', 'session']) {
    const { rows } = await w.pool.query(`select id::text from ${table} where company_id = $1 limit 3`, [companyId]);
    expect([table, rows.length > 0]).toEqual([table, true]);
    found.push(...rows.map(({ id }) => id));
  }
  return found;
}

/** All rows of Ada's company that people make, to see that none changed. */
async function rowsOf({ companyId }: Line): Promise<string> {
  const tables = ['line', 'contact', 'contact_group', 'thread', 'thread_entry', 'scheduled_message', 'api_key'];
  const read = [...tables, 'invitation', 'archive', 'line_removal', 'company_deletion'].map(async (table) => {
    const order = table.startsWith('line_') ? 'line_id' : table.startsWith('company_') ? 'company_id' : 'id';
    const { rows } = await w.pool.query(`select * from ${table} where company_id = $1 order by ${order}`, [companyId]);
    return [table, rows];
  });
  return JSON.stringify(await Promise.all(read));
}

const ask = (who: Line, spec: Endpoint, id: string) =>
  w.app.inject({
    method: spec.method,
    url: spec.path.replace(/:(\w+)/g, (_, name: string) => (name === 'number' ? '+14155550100' : id)),
    headers: { cookie: who.cookie(), ...(spec.body && { 'content-type': 'application/json' }) },
    ...(spec.body && { payload: JSON.stringify(sampleOf(spec)) }),
  });
const codeOf = (body: string) => (/"code":"([^"]+)"/.exec(body) ?? [])[1];

describe('every act × every role', () => {
  test('those that the policy does not allow are refused, whatever they are asked with, and change nothing', async () => {
    const before = await rowsOf(ada);
    let refused = 0;
    for (const spec of every) {
      const act: Act | undefined = spec.access.who === 'line' ? spec.access.may : undefined;
      if (act === undefined) continue;
      for (const [role, who] of byRole) {
        if (may([role], act)) continue;
        const reply = await ask(who, spec, '1');
        expect([spec.method, spec.path, role, reply.statusCode, codeOf(reply.body)]).toEqual([
          spec.method,
          spec.path,
          role,
          403,
          'identity.not_allowed',
        ]);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(60);
    expect(await rowsOf(ada)).toBe(before);
  });

  test('reading is open to exactly those whom the policy allows', async () => {
    for (const spec of every.filter(({ method, path }) => method === 'GET' && !path.includes(':'))) {
      if (spec.access.who !== 'line' || spec.access.may === undefined) continue;
      for (const [role, who] of byRole) {
        const { statusCode } = await ask(who, spec, '1');
        expect([spec.path, role, statusCode !== 403]).toEqual([spec.path, role, may([role], spec.access.may)]);
      }
    }
  });
});

test.each(['an admin of another company', 'a colleague who is a member'] as const)(
  'no address that names a thing opens it, or changes it, for %s',
  { timeout: 120_000 },
  async (whose) => {
    const eve = whose === 'a colleague who is a member' ? await w.colleague(ada) : await w.line();
    const before = await rowsOf(ada);
    // An address of these begins with a thing of one's own, or is good without being known.
    const named = every.filter(({ path, access }) => /:id\b|:thread\b/.test(path) && access.who === 'line');
    expect(named.length).toBeGreaterThan(30);
    for (const spec of named) {
      for (const id of things) {
        const reply = await ask(eve, spec, id);
        const told = [
          spec.method,
          spec.path,
          reply.statusCode >= 400 && reply.statusCode < 500,
          reply.body.slice(0, 200),
        ];
        expect(told).toEqual([spec.method, spec.path, true, expect.any(String)]);
      }
      w.clock.advance(minutes(1));
      await w.pool.query('delete from limit_window');
      await w.pool.query('update session set proven_at = $1, last_seen_at = $1', [w.clock.now()]);
    }
    expect(await rowsOf(ada)).toBe(before);
  },
);
