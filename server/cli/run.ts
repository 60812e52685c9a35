import { parseArgs } from 'node:util';
import { backup } from './backup.ts';
import type { Command } from './command.ts';
import { createCompany } from './create-company.ts';
import { doctor } from './doctor.ts';
import { envExample } from './env-example.ts';
import { markPaidCommand } from './mark-paid.ts';
import { packs } from './packs.ts';
import { plans } from './plans.ts';
import { resetPassword } from './reset-password.ts';
import { restore } from './restore.ts';
import { setPlanCommand } from './set-plan.ts';
import { simulator } from './simulator.ts';

const commands: Record<string, Command> = {
  'create-company': createCompany,
  'reset-password': resetPassword,
  'mark-paid': markPaidCommand,
  backup,
  restore,
  plans,
  packs,
  'set-plan': setPlanCommand,
  doctor,
  simulator,
  'env-example': envExample,
};

/** Runs the command named on the command line. */
export async function run(): Promise<void> {
  await obey().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
  // Connections kept open for reuse would hold the process for a while.
  setImmediate(() => process.exit());
}

async function obey(): Promise<void> {
  const [name, ...rest] = process.argv.slice(2);
  const command = name === undefined ? undefined : commands[name];
  if (!command) return help(name);
  const { values, positionals } = parseArgs({
    args: withNumbers(rest),
    options: { ...command.options, help: { type: 'boolean' } },
    allowPositionals: command.positionals !== undefined,
  });
  if (values['help']) process.stdout.write(`${command.says}\n\n  npm run trunkline -- ${name} ${command.usage}\n`);
  else if (positionals.length !== (command.positionals ?? 0))
    throw new Error(`It is: npm run trunkline -- ${name} ${command.usage}`);
  else await command.run(values, positionals);
}

/** `--messages -1` means what it looks like: the parser would take −1 for an option. */
function withNumbers(words: readonly string[]): string[] {
  const done: string[] = [];
  for (const word of words) {
    const option = done.at(-1);
    if (/^-\d+$/.test(word) && option !== undefined && /^--[^=]+$/.test(option))
      done.splice(-1, 1, `${option}=${word}`);
    else done.push(word);
  }
  return done;
}

function help(unknown: string | undefined): void {
  if (unknown !== undefined && unknown !== 'help' && unknown !== '--help') process.exitCode = 1;
  process.stdout.write(
    [
      'Usage: npm run trunkline -- COMMAND [options]',
      '',
      ...Object.entries(commands).map(([name, { says }]) => `  ${name.padEnd(16)} ${says}`),
      '',
      'COMMAND --help tells its options.',
      '',
    ].join('\n'),
  );
}
