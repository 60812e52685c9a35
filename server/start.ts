import closeWithGrace from 'close-with-grace';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { checkOpenCalls, pointNumbers } from '#server/features/voice/index.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { startWorker } from '#server/platform/jobs/worker.ts';
import { openRuntime, type Runtime } from '#server/runtime.ts';
import { settleMemory } from '#server/settle-memory.ts';
import { allJobs } from '#server/worker.ts';

/** Starts the process: configuration → what it needs → worker and web → listen. */
export async function start(): Promise<void> {
  await open().catch((error: unknown) => {
    process.stderr.write(`Trunkline did not start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 500).unref();
  });
}

async function open(): Promise<void> {
  const config = readConfig();
  const runtime = await openRuntime(config);
  const { deps, simulator } = runtime;
  let working = config.role === 'web';
  const worker = config.role === 'web' ? undefined : await startWorker(deps.db.$client, allJobs(deps), deps.log);
  working ||= worker !== undefined;
  const app =
    config.role === 'worker'
      ? undefined
      : await createApp(deps, { ...(simulator && { simulatorUrl: simulator.url }), isWorking: () => working });
  // SIGTERM and SIGINT finish what runs, within 10 s; a fault nobody caught ends the process the same way.
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err, signal }) => {
    if (err) deps.log.fatal({ err }, 'fault nobody caught');
    working = false;
    deps.log.info({ signal }, 'stopping');
    await app?.close();
    await worker?.stop();
    await runtime.close();
  });
  // The public address may be another than at the last start.
  if (worker) await enqueue(deps.db, pointNumbers, {}, { key: 'point numbers' });
  await app?.listen({ port: config.port, host: config.host });
  // What the carrier told of calls while nobody listened, it tells no more.
  if (worker) await enqueue(deps.db, checkOpenCalls, {}, { key: 'check open calls' });
  announce(config.publicUrl, config.role, simulator);
  settleMemory();
}

function announce(publicUrl: string, role: string, simulator: Runtime['simulator']): void {
  const lines = [
    '',
    role === 'worker' ? '  Trunkline works jobs.' : `  Trunkline is ready: ${publicUrl}`,
    ...(simulator
      ? [
          `  Handsets:           ${publicUrl}/phone`,
          `  Carrier simulator:  ${simulator.url} (account ${simulator.accountSid}, token ${simulator.authToken})`,
          ...(simulator.sipAddress ? [`  SIP telephones:     ${simulator.sipAddress} (UDP)`] : []),
        ]
      : []),
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
