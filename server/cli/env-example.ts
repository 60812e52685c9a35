import { settingList } from '#server/config.ts';
import type { Command } from './command.ts';

export const envExample: Command = {
  says: 'Print .env.example: every setting with a sentence saying what it is for.',
  usage: '> .env.example',
  options: {},
  async run() {
    process.stdout.write(envExampleText());
  },
};

/** The text of .env.example; a test compares the file with it. */
export const envExampleText = () =>
  [
    '# Settings of Trunkline. Copy to .env, or set them in the environment. All of them may be left out.',
    '',
    ...Object.values(settingList).flatMap(({ name, says, example }) => [`# ${says}`, `# ${name}=${example}`, '']),
  ].join('\n');
