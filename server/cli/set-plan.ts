import { findLineByUsername } from '#server/features/identity/index.ts';
import { listPlans, setPlan } from '#server/features/plan/index.ts';
import { openRuntime } from '#server/runtime.ts';
import { type Command, commandConfig } from './command.ts';

export const setPlanCommand: Command = {
  says: 'Give the company of a line another plan, at once and without a bill.',
  usage: '--username ada --plan basic [--json]',
  options: { username: { type: 'string' }, plan: { type: 'string' }, json: { type: 'boolean' } },
  async run(values) {
    const { username, plan: planId } = values;
    if (typeof username !== 'string') throw new Error('--username is missing: any line of the company.');
    if (typeof planId !== 'string') throw new Error('--plan is missing.');
    const runtime = await openRuntime(commandConfig(), { beside: true });
    const { deps } = runtime;
    try {
      const found = await findLineByUsername(deps.db, username, deps.clock.now());
      if (!found) throw new Error(`No line signs in as ${username}.`);
      const { companyId } = found;
      if (!(await deps.db.transaction((tx) => setPlan(tx, deps, { companyId, planId })))) {
        const known = (await listPlans(deps.db)).map((one) => one.id);
        throw new Error(`--plan is one of ${known.join(', ')}.`);
      }
      process.stdout.write(
        values['json']
          ? `${JSON.stringify({ company_id: companyId, plan: planId })}\n`
          : `The company of ${found.username} now has the plan ${planId}.\n`,
      );
    } finally {
      await runtime.close();
    }
  },
};
