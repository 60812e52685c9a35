import { spawn } from 'node:child_process';
import { once } from 'node:events';

interface Loopback {
  readonly sid: string;
  readonly token: string;
  /** What the product is started with to send through it, as fast as it can. */
  readonly env: NodeJS.ProcessEnv;
  stop(): void;
}

/** Starts the carrier that answers at once, in a process of its own. */
export async function startLoopback(): Promise<Loopback> {
  const account = { sid: `AC${'0123456789abcdef'.repeat(2)}`, token: 'the token of the bench' };
  const carrier = spawn('node_modules/.bin/node', ['bench/loopback-carrier.ts', account.sid, account.token], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(carrier.stdout, 'data')) as [Buffer]; // its port, in one line
  const env = {
    CARRIER: 'twilio',
    TWILIO_BASE_URL: `http://127.0.0.1:${said.toString().trim()}`,
    TWILIO_ACCOUNT_SID: account.sid,
    TWILIO_AUTH_TOKEN: account.token,
    // What a carrier allows must not be what is measured.
    SEND_RATE: '5000',
    TEXTS_PER_DAY: '0',
  };
  return { ...account, env, stop: () => carrier.kill() };
}
