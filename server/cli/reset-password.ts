import { findLineByUsername, newPasswordFor, setPassword, withLine } from '#server/features/identity/index.ts';
import { newToken } from '#server/platform/secrets.ts';
import { openRuntime } from '#server/runtime.ts';
import { type Command, commandConfig } from './command.ts';

export const resetPassword: Command = {
  says: 'Give a line a new password, end its sessions and lift its lock-outs.',
  usage: "--username ada [--password '…'] [--json]   (without --password one is made and printed)",
  options: { username: { type: 'string' }, password: { type: 'string' }, json: { type: 'boolean' } },
  async run(values) {
    const { username } = values;
    if (typeof username !== 'string') throw new Error('--username is missing.');
    const runtime = await openRuntime(commandConfig(), { beside: true });
    const { deps } = runtime;
    try {
      const found = await findLineByUsername(deps.db, username, deps.clock.now());
      if (!found) throw new Error(`No line signs in as ${username}.`);
      const ref = { companyId: found.companyId, lineId: found.id };
      const password = typeof values['password'] === 'string' ? values['password'] : newToken(12);
      const hash = await newPasswordFor(deps, ref, password);
      await withLine(deps.db, ref, (tx, line) =>
        setPassword(tx, deps, line, hash, {
          actor: { ...ref, origin: { ip: 'command line', userAgent: 'command line' }, proof: 'command line' },
          endOthers: true,
          keep: undefined,
        }),
      );
      const told = { username: found.username, ...(typeof values['password'] === 'string' ? {} : { password }) };
      process.stdout.write(
        values['json']
          ? `${JSON.stringify(told)}\n`
          : `The password of ${found.username} was reset and all sessions ended.${'password' in told ? `\nNew password: ${told.password}` : ''}\n`,
      );
    } finally {
      await runtime.close();
    }
  },
};
