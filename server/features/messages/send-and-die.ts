// A worker that lives until it is killed: what `send-kill.test.ts` and `daily-limit.race.test.ts` start. Not part of the product.
import { twilioCarrier } from '#server/carriers/twilio/index.ts';
import { readConfig } from '#server/config.ts';
import type { Deps } from '#server/deps.ts';
import { openDatabase } from '#server/platform/db/db.ts';
import { startWorker } from '#server/platform/jobs/worker.ts';
import { createLog } from '#server/platform/log.ts';
import { messagesJobs } from './jobs.ts';

const [url = '', options = '{}'] = process.argv.slice(2);
const {
  aheadMs,
  carrier,
  env = {},
} = JSON.parse(options) as {
  /** Its clock goes so much before the computer's. */
  aheadMs: number;
  carrier: Parameters<typeof twilioCarrier>[0];
  /** Settings of its own. */
  env?: NodeJS.ProcessEnv;
};
const log = createLog('error');
const db = openDatabase(url, { onFault: () => undefined });
const deps = {
  config: readConfig({ PUBLIC_URL: carrier.publicUrl, LOG_LEVEL: 'error', SEND_RATE: '5000', ...env }),
  db,
  clock: { now: () => new Date(Date.now() + aheadMs) },
  log,
  carrier: twilioCarrier({ ...carrier, log }),
} as unknown as Deps; // sending and its receipts reach for nothing else

await startWorker(db.$client, messagesJobs(deps), log);
process.stdout.write('works\n');
