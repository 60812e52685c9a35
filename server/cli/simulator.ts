import { openRuntime } from '#server/runtime.ts';
import { type Command, commandConfig } from './command.ts';

export const simulator: Command = {
  says: 'Tell the address, account and token of the carrier simulator; --serve keeps it running by itself.',
  usage: '[--json] [--serve]',
  options: { json: { type: 'boolean' }, serve: { type: 'boolean' } },
  async run(values) {
    const runtime = await openRuntime({ ...commandConfig(), carrier: 'simulator' }, { beside: !values['serve'] });
    try {
      const found = runtime.simulator;
      if (!found) throw new Error('The simulator did not start.');
      const told = { account_sid: found.accountSid, auth_token: found.authToken, base_url: found.url };
      process.stdout.write(
        values['json']
          ? `${JSON.stringify(told)}\n`
          : `${Object.entries(told)
              .map(([key, value]) => `${key.padEnd(13)}${value}`)
              .join('\n')}\n`,
      );
      if (values['serve']) await new Promise((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve));
    } finally {
      await runtime.close();
    }
  },
};
