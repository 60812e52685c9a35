import { findLineByUsername } from '#server/features/identity/index.ts';
import { markPaid } from '#server/features/plan/index.ts';
import { openRuntime } from '#server/runtime.ts';
import { type Command, commandConfig } from './command.ts';

export const markPaidCommand: Command = {
  says: 'Mark an invoice that was paid outside as paid.',
  usage: '--username ada --invoice 3 [--json]   (any line of the company)',
  options: { username: { type: 'string' }, invoice: { type: 'string' }, json: { type: 'boolean' } },
  async run(values) {
    const { username, invoice } = values;
    if (typeof username !== 'string') throw new Error('--username is missing: any line of the company.');
    const number = Number(invoice);
    if (!Number.isInteger(number) || number < 1) throw new Error('--invoice is the number of an invoice.');
    const runtime = await openRuntime(commandConfig(), { beside: true });
    try {
      const found = await findLineByUsername(runtime.deps.db, username, runtime.deps.clock.now());
      if (!found) throw new Error(`No line signs in as ${username}.`);
      const { cents } = await markPaid(runtime.deps, found.companyId, number);
      process.stdout.write(
        values['json']
          ? `${JSON.stringify({ company_id: found.companyId, invoice: number, cents })}\n`
          : `Invoice ${number} over $${(cents / 100).toFixed(2)} is marked as paid.\n`,
      );
    } finally {
      await runtime.close();
    }
  },
};
