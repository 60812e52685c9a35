import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';

/** One setting: its name in the environment, what it is when unset, and a sentence saying what it is for. */
interface Setting<T> {
  readonly name: string;
  readonly says: string;
  readonly example: string;
  readonly parse: (text: string | undefined) => T;
}

const text =
  (unset: string) =>
  (value: string | undefined): string =>
    value ?? unset;
const optional = (value: string | undefined): string | undefined => value;
const oneOf =
  <const T extends readonly string[]>(...allowed: T) =>
  (value: string | undefined): T[number] => {
    const found = allowed.find((one) => one === (value ?? allowed[0]));
    if (found === undefined) throw new Error(`must be one of ${allowed.join(', ')}`);
    return found;
  };
const whole =
  <T extends number | undefined>(unset: T) =>
  (value: string | undefined): number | T => {
    if (value === undefined) return unset;
    const n = Number(value);
    if (!Number.isInteger(n) || n < 0) throw new Error('must be a whole number');
    return n;
  };
const url = (value: string | undefined): string | undefined => {
  if (value !== undefined && !URL.canParse(value)) throw new Error('must be an address like https://example.com');
  return value?.replace(/\/+$/, '');
};
const list = (unset: string) => (value: string | undefined) =>
  (value ?? unset)
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const setting = <T>(name: string, says: string, parse: (text: string | undefined) => T, example = ''): Setting<T> => ({
  name,
  says,
  parse,
  example,
});

/** Every setting there is. `.env.example` is made from this list (`npm run trunkline -- env-example`). */
export const settingList = {
  port: setting('PORT', 'Port the server listens on.', whole(3000), '3000'),
  host: setting('HOST', 'Address the server listens on; 0.0.0.0 for all.', text('127.0.0.1'), '127.0.0.1'),
  publicUrl: setting(
    'PUBLIC_URL',
    'Address people and carriers reach the server at; links in mails and webhooks are made from it. Unset: http://localhost:PORT.',
    url,
    'https://lines.example.com',
  ),
  dataDir: setting('DATA_DIR', 'Folder for the embedded database, files and the secret key.', text('./data'), './data'),
  databaseUrl: setting(
    'DATABASE_URL',
    'PostgreSQL to use. Unset: an embedded PostgreSQL 18 in DATA_DIR.',
    url,
    'postgres://trunkline:secret@db.example.com/trunkline',
  ),
  role: setting(
    'ROLE',
    'What this process does: all, web (answers requests) or worker (works jobs).',
    oneOf('all', 'web', 'worker'),
    'all',
  ),
  secretKey: setting(
    'SECRET_KEY',
    'Secret that codes, links and stored keys are protected with, 32 characters or more; the same in every process. Unset: made once and kept in DATA_DIR/secret-key.',
    (value) => {
      if (value !== undefined && value.length < 32) throw new Error('must have at least 32 characters');
      return value;
    },
  ),
  smtpUrl: setting(
    'SMTP_URL',
    'Mail server. Unset: mail is shown on the page /mailbox and goes nowhere.',
    url,
    'smtp://user:password@mail.example.com:587',
  ),
  mailFrom: setting(
    'MAIL_FROM',
    'Sender of mails.',
    text('Trunkline <trunkline@localhost>'),
    'Trunkline <lines@example.com>',
  ),
  s3Url: setting(
    'S3_URL',
    'S3-compatible storage for files. Unset: the folder DATA_DIR/files.',
    url,
    's3://key:secret@s3.example.com/bucket',
  ),
  carrier: setting(
    'CARRIER',
    'Who takes texts to the phone network: simulator (handsets in the browser) or twilio (any Twilio-compatible service).',
    oneOf('simulator', 'twilio'),
    'simulator',
  ),
  twilioAccountSid: setting('TWILIO_ACCOUNT_SID', 'Account at the Twilio-compatible carrier.', optional),
  twilioAuthToken: setting('TWILIO_AUTH_TOKEN', 'Its token; it also signs the webhooks.', optional),
  twilioPreviousAuthToken: setting(
    'TWILIO_PREVIOUS_AUTH_TOKEN',
    'The token before a rotation: webhooks signed with it are still accepted.',
    optional,
  ),
  twilioBaseUrl: setting(
    'TWILIO_BASE_URL',
    'Address of the Twilio-compatible API.',
    (value) => url(value) ?? 'https://api.twilio.com',
    'https://api.twilio.com',
  ),
  keyCallsPerMinute: setting(
    'KEY_CALLS_PER_MINUTE',
    'Calls a minute that an API key may make; on My Settings a key can be given fewer.',
    whole(600),
    '600',
  ),
  twilioFrom: setting(
    'TWILIO_FROM',
    'Number that codes and notices are texted from. Unset: the server takes one from the carrier.',
    optional,
    '+14155550100',
  ),
  simulatorPort: setting(
    'SIMULATOR_PORT',
    'Port of the carrier simulator. Unset: the port after PORT.',
    whole(undefined),
    '3001',
  ),
  simulatorSipPort: setting(
    'SIMULATOR_SIP_PORT',
    'Port (UDP) at which the carrier simulator takes real telephones that speak SIP. Unset: none.',
    whole(undefined),
    '5060',
  ),
  simulatorSipHost: setting(
    'SIMULATOR_SIP_HOST',
    "Address it takes them at; beyond this machine they sign in with the simulator's account and token.",
    text('127.0.0.1'),
    '127.0.0.1',
  ),
  stripeSecretKey: setting(
    'STRIPE_SECRET_KEY',
    'Key of a Stripe account that plans are charged by. Unset: invoices are written and paid outside (`trunkline mark-paid`).',
    optional,
  ),
  stripeWebhookSecret: setting(
    'STRIPE_WEBHOOK_SECRET',
    'Secret of the Stripe webhook that reports to PUBLIC_URL/billing/stripe.',
    optional,
    'whsec_…',
  ),
  stripeBaseUrl: setting(
    'STRIPE_BASE_URL',
    'Address of the Stripe API.',
    (value) => url(value) ?? 'https://api.stripe.com',
    'https://api.stripe.com',
  ),
  signUp: setting(
    'SIGN_UP',
    'Whether further companies can sign up: open, closed, or auto (open while the simulator is the carrier).',
    oneOf('auto', 'open', 'closed'),
    'auto',
  ),
  region: setting(
    'REGION',
    'Country whose numbers may be typed without a country code (ISO 3166, two letters).',
    text('US'),
    'US',
  ),
  textCountries: setting('TEXT_COUNTRIES', 'Countries that codes are texted to, by comma.', list('US,CA'), 'US,CA'),
  callCountries: setting('CALL_COUNTRIES', 'Countries that lines may call, by comma.', list('US,CA'), 'US,CA'),
  transcriber: setting(
    'TRANSCRIBER',
    'What writes down voicemails, as drafts: none, or pocketsphinx (English; the packages pocketsphinx and pocketsphinx-en-us).',
    oneOf('none', 'pocketsphinx'),
    'none',
  ),
  codesPerCountryPerDay: setting(
    'CODES_PER_COUNTRY_PER_DAY',
    'Codes texted to one country in a day before they stop (R13).',
    whole(1000),
    '1000',
  ),
  sendRate: setting(
    'SEND_RATE',
    'Segments a second that one number may send; a carrier grants a plain American number 1. Unset: 1, or 5000 with the simulator.',
    (value) => {
      if (value === undefined) return undefined;
      const n = Number(value);
      if (!(n > 0 && n <= 100_000)) throw new Error('must be a number above 0');
      return n;
    },
    '1',
  ),
  textsPerDay: setting(
    'TEXTS_PER_DAY',
    'Segments that one number may send in a day, by the clock of its line; carriers hold plain American numbers to 2000. Then texts to groups wait for the next day, and texts to one go on. 0: no limit. Unset: 2000, or 0 with the simulator.',
    whole(undefined),
    '2000',
  ),
  outboundAllow: setting(
    'OUTBOUND_ALLOW',
    'Hosts of the private network that webhooks may be sent to, by comma, as name or name:port. Unset: none.',
    list(''),
    'hooks.internal:8080',
  ),
  metricsToken: setting(
    'METRICS_TOKEN',
    'Bearer token that /metrics asks for. Unset: /metrics answers this machine only.',
    optional,
  ),
  trustProxy: setting(
    'TRUST_PROXY',
    'Addresses of proxies in front, by comma, whose X-Forwarded-For is believed. Unset: none.',
    optional,
    '10.0.0.1',
  ),
  logLevel: setting(
    'LOG_LEVEL',
    'How much is logged: fatal, error, warn, info, debug, trace.',
    oneOf('info', 'fatal', 'error', 'warn', 'debug', 'trace', 'silent'),
    'info',
  ),
} as const;

type Raw = { readonly [K in keyof typeof settingList]: (typeof settingList)[K] extends Setting<infer T> ? T : never };
export type Config = Omit<Raw, 'publicUrl' | 'simulatorPort' | 'dataDir' | 'sendRate' | 'textsPerDay'> & {
  readonly sendRate: number;
  /** 0: no limit. */
  readonly textsPerDay: number;
  readonly publicUrl: string;
  readonly simulatorPort: number;
  readonly dataDir: string;
  readonly secureCookies: boolean;
};

/** Reads and checks the environment; throws one error that names every wrong setting. `.env` in the working folder fills what the environment lacks. */
export function readConfig(env: NodeJS.ProcessEnv = { ...readDotEnv(), ...process.env }): Config {
  const faults: string[] = [];
  const raw = Object.fromEntries(
    Object.entries(settingList).map(([key, one]) => {
      const value = env[one.name]?.trim() || undefined;
      try {
        return [key, one.parse(value)];
      } catch (error) {
        faults.push(`${one.name} ${error instanceof Error ? error.message : 'is wrong'}`);
        return [key, undefined];
      }
    }),
  ) as Raw; // built from the same list the type is made of
  if (raw.carrier === 'twilio' && !(raw.twilioAccountSid && raw.twilioAuthToken))
    faults.push('CARRIER=twilio needs TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN');
  if ((raw.stripeSecretKey === undefined) !== (raw.stripeWebhookSecret === undefined))
    faults.push('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET go together');
  if (faults.length > 0) throw new Error(`The configuration is not usable: ${faults.join('; ')}.`);
  const publicUrl = raw.publicUrl ?? `http://localhost:${raw.port}`;
  // R12: cookies are Secure everywhere but on plain http to this very machine.
  const secureCookies =
    publicUrl.startsWith('https:') || !['localhost', '127.0.0.1', '[::1]'].includes(new URL(publicUrl).hostname);
  return {
    ...raw,
    publicUrl,
    simulatorPort: raw.simulatorPort ?? raw.port + 1,
    sendRate: raw.sendRate ?? (raw.carrier === 'simulator' ? 5000 : 1),
    textsPerDay: raw.textsPerDay ?? (raw.carrier === 'simulator' ? 0 : 2000),
    dataDir: resolve(raw.dataDir),
    secureCookies,
  };
}

function readDotEnv(): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch {
    return {};
  }
}
