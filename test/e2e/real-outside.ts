import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startExim } from '../peers/exim.ts';
import { type OutsideWorld, realWorld } from './outside-world.ts';

/** What the product talks to in production: a mail server, and a carrier in a process and a database of its own. */
export interface RealOutside {
  readonly world: OutsideWorld;
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** Starts Exim, and the simulator as any other Twilio-compatible carrier. `databaseUrl`: for the carrier alone. */
export async function startOutside(
  node: string,
  root: string,
  carrier: { port: number; databaseUrl: string },
): Promise<RealOutside> {
  const exim = await startExim('*');
  const dataDir = await mkdtemp(join(tmpdir(), 'trunkline-carrier-'));
  const simulator = spawn(node, ['server/cli/main.ts', 'simulator', '--serve', '--json'], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: carrier.databaseUrl,
      DATA_DIR: dataDir,
      SIMULATOR_PORT: String(carrier.port),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [told] = (await once(createInterface(simulator.stdout), 'line')) as [string];
  const { account_sid, auth_token, base_url } = JSON.parse(told) as Record<
    'account_sid' | 'auth_token' | 'base_url',
    string
  >;
  return {
    world: realWorld(base_url, exim.mailFolder),
    env: {
      CARRIER: 'twilio',
      TWILIO_ACCOUNT_SID: account_sid,
      TWILIO_AUTH_TOKEN: auth_token,
      TWILIO_BASE_URL: base_url,
      SMTP_URL: exim.url,
      MAIL_FROM: 'Trunkline <hello@trunkline.example>',
      // With a real carrier it is closed once a company exists; each journey is somebody new.
      SIGN_UP: 'open',
    },
    async stop() {
      const gone = once(simulator, 'exit');
      simulator.kill('SIGTERM');
      await gone;
      await exim.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
