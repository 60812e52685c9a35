import { join } from 'node:path';
import { findSimulator, type Simulator, startSimulator } from '#server/carriers/simulator/index.ts';
import { twilioCarrier } from '#server/carriers/twilio/index.ts';
import type { Config } from '#server/config.ts';
import type { Deps } from '#server/deps.ts';
import { systemClock } from '#server/platform/clock.ts';
import { openDatabase } from '#server/platform/db/db.ts';
import { startDatabase } from '#server/platform/db/embedded.ts';
import { migrate } from '#server/platform/db/migrate.ts';
import { localFiles } from '#server/platform/files/local-files.ts';
import { startLiveNews } from '#server/platform/live/live.ts';
import { createLog } from '#server/platform/log.ts';
import { mailboxMailer } from '#server/platform/mail/mailbox-mailer.ts';
import { createSecrets } from '#server/platform/secrets.ts';
import { createSpeaker } from '#server/platform/sound/speak.ts';
import { agreeOnSecret, readSecret } from '#server/secret-key.ts';

export interface Runtime {
  readonly deps: Deps;
  /** Where the carrier simulator answers, when it is the carrier. */
  readonly simulator: Omit<Simulator, 'close'> | undefined;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** Opens everything the configuration names: database (migrated), carrier, mail, files, live news. What the server and the command line share; `beside`: a server may be running, and its simulator is used. */
export async function openRuntime(config: Config, { beside = false } = {}): Promise<Runtime> {
  const log = createLog(config.logLevel);
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const one of closers.splice(0).reverse())
      await one().catch((error) => log.error({ err: error }, 'while closing'));
  };
  try {
    const databaseUrl = config.databaseUrl ?? (await embedded(config, log, closers));
    await migrate(databaseUrl);
    const db = openDatabase(databaseUrl, {
      onFault: (error) => log.warn({ err: error.message }, 'a database connection broke'),
    });
    closers.push(() => db.$client.end());
    const secrets = createSecrets(await readSecret(config));
    await agreeOnSecret(db, secrets.fingerprint);
    const simulator = config.carrier === 'simulator' ? await openSimulator(config, db.$client, log, beside) : undefined;
    if (simulator) closers.push(() => simulator.close());
    const carrier = twilioCarrier({
      baseUrl: simulator?.url ?? config.twilioBaseUrl,
      accountSid: simulator?.accountSid ?? config.twilioAccountSid ?? '',
      authToken: simulator?.authToken ?? config.twilioAuthToken ?? '',
      ...(config.twilioPreviousAuthToken && { previousAuthToken: config.twilioPreviousAuthToken }),
      publicUrl: config.publicUrl,
      connectionId: 'main',
      ...(simulator && { mediaHost: new URL(simulator.url).host }),
      log,
    });
    const mailer =
      config.smtpUrl === undefined
        ? mailboxMailer({ pool: db.$client })
        : await openSmtp(config.smtpUrl, config.mailFrom, log);
    closers.push(() => mailer.close());
    const files =
      config.s3Url === undefined ? localFiles({ dir: join(config.dataDir, 'files') }) : await openS3(config.s3Url, log);
    const live = await startLiveNews(databaseUrl, log);
    closers.push(() => live.stop());
    return {
      deps: {
        config,
        db,
        clock: systemClock,
        log,
        secrets,
        carrier,
        billing: await openBilling(config),
        mailer,
        files,
        live,
        speaker: createSpeaker(),
      },
      simulator,
      databaseUrl,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openSimulator(
  config: Config,
  pool: Parameters<typeof findSimulator>[0],
  log: ReturnType<typeof createLog>,
  beside: boolean,
) {
  const at = { port: config.simulatorPort, host: '127.0.0.1' };
  const sip =
    config.simulatorSipPort === undefined
      ? undefined
      : { port: config.simulatorSipPort, host: config.simulatorSipHost };
  return (
    (beside ? await findSimulator(pool, at) : undefined) ??
    (await startSimulator({ pool, ...at, log, sip, recordingsDir: join(config.dataDir, 'simulator', 'recordings') }))
  );
}

// Most installations charge no cards, and Stripe's package is a large one.
async function openBilling(config: Config): Promise<Deps['billing']> {
  const { stripeSecretKey: secretKey, stripeWebhookSecret: webhookSecret, stripeBaseUrl: baseUrl } = config;
  if (secretKey === undefined || webhookSecret === undefined) return { kind: 'manual' };
  const { stripeProvider } = await import('#server/payments/stripe/index.ts');
  return stripeProvider({ secretKey, webhookSecret, baseUrl });
}

// What talks to the outside is loaded only where it is used.
async function openSmtp(url: string, from: string, log: Deps['log']): Promise<Deps['mailer']> {
  const { smtpMailer } = await import('#server/platform/mail/smtp-mailer.ts');
  return smtpMailer({ url, from, log });
}

// The S3 client is the largest of our packages.
async function openS3(url: string, log: Deps['log']): Promise<Deps['files']> {
  const { s3Files } = await import('#server/platform/files/s3-files.ts');
  return s3Files({ url, log });
}

async function embedded(
  config: Config,
  log: ReturnType<typeof createLog>,
  closers: (() => Promise<unknown>)[],
): Promise<string> {
  const database = await startDatabase({ dataDir: config.dataDir, log });
  closers.push(() => database.stop());
  return database.url;
}
