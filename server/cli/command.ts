import { readConfig } from '#server/config.ts';

/** One command of the line: what it is for, its options, and what it does. A thrown error is told in one line. */
export interface Command {
  readonly says: string;
  readonly usage: string;
  readonly options: Readonly<Record<string, { type: 'string' | 'boolean' }>>;
  /** How many words it takes beside its options; none unless told. */
  readonly positionals?: number;
  run(values: Readonly<Record<string, string | boolean | undefined>>, words: readonly string[]): Promise<void>;
}

/** The configuration as commands use it: quiet, so that what they print is theirs. */
export const commandConfig = () => ({ ...readConfig(), logLevel: 'error' as const });
