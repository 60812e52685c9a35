import { readConfig } from '#server/config.ts';
import { readiness } from '#server/readiness.ts';
import { openRuntime } from '#server/runtime.ts';
import { type Command, commandConfig } from './command.ts';

type Finding = { readonly part: string; readonly ok: boolean; readonly says: string };

export const doctor: Command = {
  says: 'Check the configuration and everything it names, and say what to do about what is wrong.',
  usage: '[--json]',
  options: { json: { type: 'boolean' } },
  async run(values) {
    const findings = await examine();
    if (values['json']) process.stdout.write(`${JSON.stringify(findings)}\n`);
    else
      for (const { part, ok, says } of findings)
        process.stdout.write(`${ok ? 'ok   ' : 'WRONG'} ${part.padEnd(14)} ${says}\n`);
    if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
  },
};

async function examine(): Promise<Finding[]> {
  const config = readConfig();
  const findings: Finding[] = [];
  const look = async (part: string, check: () => Promise<string>) => {
    findings.push(
      await check().then(
        (says) => ({ part, ok: true, says }),
        (error: unknown) => ({ part, ok: false, says: error instanceof Error ? error.message : String(error) }),
      ),
    );
  };
  await look('address', async () => {
    const url = new URL(config.publicUrl);
    if (url.protocol === 'http:' && config.secureCookies)
      throw new Error(
        `PUBLIC_URL is ${config.publicUrl}: browsers keep the sign-in cookie only over https. Put a proxy with a certificate in front and set PUBLIC_URL to https://…`,
      );
    return config.publicUrl;
  });
  const runtime = await openRuntime(commandConfig(), { beside: true }).catch((error: unknown) => {
    findings.push({ part: 'start', ok: false, says: error instanceof Error ? error.message : String(error) });
    return undefined;
  });
  if (!runtime) return findings;
  const { deps } = runtime;
  try {
    for (const [part, check] of Object.entries(readiness(deps, undefined)))
      await look(part, () => check().then(() => 'answers'));
    await look('files', () =>
      deps.files
        .check()
        .then(() => (config.s3Url === undefined ? `folder ${config.dataDir}/files` : 'S3 takes and gives files')),
    );
    await look('carrier', async () => `${config.carrier}: ${(await deps.carrier.listNumbers()).length} numbers`);
    await look('mail', async () =>
      config.smtpUrl === undefined
        ? 'no SMTP_URL: mail is shown on /mailbox'
        : await deps.mailer.check().then(() => 'the mail server takes our sign-in'),
    );
  } finally {
    await runtime.close();
  }
  return findings;
}
