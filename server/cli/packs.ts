import { editPack, listPackOffers } from '#server/features/plan/index.ts';
import { openRuntime } from '#server/runtime.ts';
import { type Command, commandConfig } from './command.ts';

export const packs: Command = {
  says: 'List the one-time message packs, or edit one, or add one.',
  usage: `[--json]
  packs --messages 500 --cents 1500      sell a pack of so many messages for that price
  packs --messages 500 --remove          sell it no longer; what was bought stays`,
  options: {
    messages: { type: 'string' },
    cents: { type: 'string' },
    remove: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(values) {
    const edit = editOf(values);
    const runtime = await openRuntime(commandConfig(), { beside: true });
    try {
      const done = edit && (await editPack(runtime.deps, edit));
      const all = await listPackOffers(runtime.deps.db);
      if (values['json']) return void process.stdout.write(`${JSON.stringify(all)}\n`);
      if (done) process.stdout.write(`The pack was ${done}.\n\n`);
      for (const { messages, cents } of all)
        process.stdout.write(`${String(messages).padStart(7)} messages  $${(cents / 100).toFixed(2)}\n`);
    } finally {
      await runtime.close();
    }
  },
};

/** As many as a quote can name. */
const most = 1_000_000;

function editOf({ messages, cents, remove }: Parameters<Command['run']>[0]) {
  if (messages === undefined && cents === undefined && remove !== true) return undefined;
  const size = whole(messages);
  if (size === undefined || size < 1 || size > most)
    throw new Error(`--messages is a whole number from 1 to ${most.toLocaleString('en')}.`);
  if (remove === true) return { messages: size, cents: null };
  const price = whole(cents);
  if (price === undefined || price < 1) throw new Error('--cents is the price of the pack, a whole number above 0.');
  return { messages: size, cents: price };
}

const whole = (text: string | boolean | undefined) =>
  typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
