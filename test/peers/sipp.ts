import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

export const sippRuns = () => spawnSync('sipp', ['-v']).error === undefined;

const scenario = (name: string) => fileURLToPath(new URL(`./sipp/${name}.xml`, import.meta.url));

interface Sipp {
  /** Resolves once every step of its script came about; rejects where one did not. */
  readonly done: Promise<void>;
  stop(): void;
}

function run(name: string, port: number, args: readonly string[]): Sipp {
  const process = spawn(
    'sipp',
    ['-sf', scenario(name), '-i', '127.0.0.1', '-p', String(port), '-m', '1', '-nostdin', '-timeout', '60s', ...args],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let trouble = '';
  process.stderr.on('data', (chunk: Buffer) => {
    trouble += chunk.toString();
  });
  const done = once(process, 'exit').then(([code, signal]) => {
    if (code !== 0) throw new Error(`sipp ${name} ended with ${code ?? signal}: ${trouble.slice(0, 500)}`);
  });
  done.catch(() => undefined);
  return { done, stop: () => process.kill('SIGKILL') };
}

/** sipp, which follows a script and fails where the other side does something else: a caller. */
export async function sippCalls(script: string, server: string, call: { from: string; to: string }): Promise<Sipp> {
  return run(script, await freePort(), ['-s', call.to, '-key', 'caller', call.from, server]);
}

/** A telephone with this number that follows a script when it is called. It registers first. */
export async function sippAnswers(script: string, server: string, number: string): Promise<Sipp> {
  const port = await freePort();
  const phone = run(script, port, []);
  await run('register', await freePort(), ['-s', number, '-key', 'phone_port', String(port), server]).done;
  return phone;
}
