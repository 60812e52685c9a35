import { afterAll, beforeAll, expect, test } from 'vitest';
import { lines } from '#contract/lines.ts';
import { type World, world } from '#test/world.ts';

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const trials = 60;

test.each(['demote', 'suspend', 'remove'] as const)(
  'two admins who %s each other at the same moment: exactly one wins',
  { timeout: 120_000 },
  async (act) => {
    const ada = await w.line();
    const bob = await w.colleague(ada, { roles: ['admin'] });
    const doTo = {
      demote: { spec: lines.changeRoles, body: { roles: ['member'] } },
      suspend: { spec: lines.suspend, body: undefined },
      remove: { spec: lines.remove, body: { number: 'keep', numberTo: null, threadsTo: null } },
    }[act];
    for (let trial = 0; trial < trials; trial += 1) {
      const against = (by: Pick<typeof ada, 'call'>, whom: { lineId: string }) =>
        by.call(
          doTo.spec as typeof lines.remove,
          { params: { id: whom.lineId }, ...(doTo.body && { body: doTo.body }) } as never,
        );
      const replies = await Promise.all([against(ada, bob), against(bob, ada)]);
      const won = replies.filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      const lost = replies.find(({ status }) => status !== 200);
      expect(['identity.not_allowed', 'identity.sign_in_needed']).toContain(lost?.body.code);
      const admins = await w.pool.query(
        "select count(*)::int n from line where company_id = $1 and 'admin' = any(roles) and suspended_at is null",
        [ada.companyId],
      );
      expect(admins.rows[0].n).toBe(1);
      await w.pool.query("update line set roles = '{admin}', suspended_at = null where company_id = $1", [
        ada.companyId,
      ]);
      await w.pool.query('update session set revoked_at = null where company_id = $1', [ada.companyId]);
      await w.pool.query('delete from line_removal where company_id = $1', [ada.companyId]);
      await w.pool.query('delete from limit_window');
    }
  },
);
