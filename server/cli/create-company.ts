import {
  createAccount,
  isTimeZone,
  parseEmail,
  parseNumber,
  prepareAccount,
  readLineNumber,
  takeLineNumber,
} from '#server/features/identity/index.ts';
import { listPlans } from '#server/features/plan/index.ts';
import { AppError } from '#server/platform/errors.ts';
import { openRuntime } from '#server/runtime.ts';
import { type Command, commandConfig } from './command.ts';

export const createCompany: Command = {
  says: 'Create a company with its first line, an admin.',
  usage:
    "--company Acme --name 'Ada Byron' --username ada --password '…' [--cell +14155550100] [--email ada@example.com] [--plan unlimited] [--time-zone America/New_York] [--json]",
  options: {
    company: { type: 'string' },
    name: { type: 'string' },
    username: { type: 'string' },
    password: { type: 'string' },
    cell: { type: 'string' },
    email: { type: 'string' },
    plan: { type: 'string' },
    'time-zone': { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(values) {
    const need = (name: string): string => {
      const value = values[name];
      if (typeof value !== 'string' || value === '')
        throw new Error(`--${name} is missing. Try: npm run trunkline -- create-company --help`);
      return value;
    };
    const plan = typeof values['plan'] === 'string' ? values['plan'] : 'unlimited';
    const timeZone = typeof values['time-zone'] === 'string' ? values['time-zone'] : 'America/New_York';
    if (!isTimeZone(timeZone)) throw new Error('--time-zone is a name like America/New_York.');
    const config = commandConfig();
    const { cell, email } = values;
    // Whoever has the server's command line vouches for the cell and the address: they count as proven.
    const prepared = await prepareAccount({
      company: need('company'),
      name: need('name'),
      username: need('username'),
      password: need('password'),
      plan,
      timeZone,
      language: 'en',
      ...(typeof cell === 'string' && {
        cell: parseNumber(cell, { region: config.region, countries: config.textCountries }),
      }),
      ...(typeof email === 'string' && { email: parseEmail(email) }),
    });
    const runtime = await openRuntime(config, { beside: true });
    try {
      const plans = (await listPlans(runtime.deps.db)).map((one) => one.id);
      if (!plans.includes(plan)) throw new Error(`--plan is one of ${plans.join(', ')}.`);
      const made = await runtime.deps.db.transaction((tx) => createAccount(tx, runtime.deps, prepared));
      const ref = { companyId: made.company.id, lineId: made.line.id };
      // The job would do it too; whoever runs this wants the number now. When the carrier is away the job goes on trying.
      await takeLineNumber(runtime.deps, ref).catch((error: unknown) =>
        runtime.deps.log.error({ err: error }, 'no number yet: the server goes on trying'),
      );
      const number = await readLineNumber(runtime.deps.db, ref);
      const told = {
        company_id: made.company.id,
        user_id: made.line.id,
        username: made.line.username,
        number,
        api_key: made.apiKey,
      };
      process.stdout.write(
        values['json']
          ? `${JSON.stringify(told)}\n`
          : `${Object.entries(told)
              .map(([key, value]) => `${key.padEnd(12)}${value ?? 'not yet'}`)
              .join('\n')}\n`,
      );
    } catch (error) {
      throw error instanceof AppError ? new Error(error.message) : error;
    } finally {
      await runtime.close();
    }
  },
};
