import type { Deps } from '#server/deps.ts';
import { pocketsphinx } from './pocketsphinx.ts';
import type { Transcriber } from './transcriber.ts';

const engines: Readonly<Record<Deps['config']['transcriber'], Transcriber | undefined>> = {
  none: undefined,
  pocketsphinx: pocketsphinx(),
};

/** The engine that the configuration names, if this machine has it. */
export async function transcriberFor({ config }: Pick<Deps, 'config'>): Promise<Transcriber | undefined> {
  const engine = engines[config.transcriber];
  return engine && (await engine.isThere()) ? engine : undefined;
}

export const canTranscribe = async (deps: Pick<Deps, 'config'>) => (await transcriberFor(deps)) !== undefined;
