import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLog } from '#server/platform/log.ts';
import { type Mail, MailDownError, type Mailer } from '#server/platform/mail/mailer.ts';
import { smtpMailer } from '#server/platform/mail/smtp-mailer.ts';

// Exim gives up its rights under a configuration of our own unless root starts it, and then could deliver nowhere.
const canRun = process.getuid?.() === 0 && spawnSync('exim4', ['-bV']).status === 0;

describe.skipIf(!canRun)('mail through Exim (package exim4-daemon-light, as root)', () => {
  let folder: string;
  let port: number;
  let exim: ChildProcess;
  const mailers: Mailer[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trunkline-exim-'));
    chmodSync(folder, 0o755);
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'Debian-exim'])));
    for (const name of ['spool', 'mail', 'log']) {
      mkdirSync(join(folder, name));
      chownSync(join(folder, name), uid ?? 0, gid ?? 0);
    }
    port = await freePort();
    writeFileSync(join(folder, 'exim.conf'), configuration(folder, port));
    exim = spawn('exim4', ['-C', join(folder, 'exim.conf'), '-bdf', '-q1m'], {
      // Its log is in the folder; what it says besides is that it gives up rights it does not need here.
      stdio: 'ignore',
    });
    await vi.waitUntil(() => answers(port), { timeout: 15_000, interval: 100 });
  });

  afterAll(async () => {
    for (const mailer of mailers) await mailer.close();
    const gone = once(exim, 'exit');
    exim.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  });

  function mailerAs(credentials: string): Mailer {
    const mailer = smtpMailer({
      // Exim made its certificate itself.
      url: `smtp://${credentials}127.0.0.1:${port}?requireTLS=true&tls.rejectUnauthorized=false`,
      from: 'Trunkline <hello@trunkline.example>',
      log: createLog('silent'),
    });
    mailers.push(mailer);
    return mailer;
  }

  const mailTo = (to: string, id: string): Mail => ({ id, to, subject: `Mail ${id}`, text: 'Hé', html: '<p>Hé</p>' });

  async function delivered() {
    const at = join(folder, 'mail', 'new');
    const names = readdirSync(join(folder, 'mail')).includes('new') ? readdirSync(at) : [];
    return Promise.all(names.map((name) => simpleParser(readFileSync(join(at, name)))));
  }
  const arrived = async (id: string) =>
    (await delivered()).find(({ messageId }) => messageId === `<${id}@trunkline.example>`);

  test('a mail goes over STARTTLS with a password and lies in the mailbox as it was written', async () => {
    const mailer = mailerAs('me:p%40ss@');
    await mailer.check();
    expect(await mailer.send(mailTo('ada@local.example', '1'))).toEqual({ kind: 'accepted' });
    await expect.poll(() => arrived('1'), { timeout: 15_000 }).toBeDefined();
    const mail = await arrived('1');
    expect(mail).toMatchObject({ subject: 'Mail 1', text: 'Hé', to: { text: 'ada@local.example' } });
    expect(mail?.headerLines.filter(({ key }) => key === 'received').at(-1)?.line).toMatch(/with esmtpsa/);
  });

  test('451 passes: nothing is delivered, and trying again delivers it', async () => {
    const mailer = mailerAs('me:p%40ss@');
    await expect(mailer.send(mailTo('later@local.example', '2'))).rejects.toThrow(MailDownError);
    writeFileSync(join(folder, 'later-is-now'), '');
    expect(await mailer.send(mailTo('later@local.example', '2'))).toEqual({ kind: 'accepted' });
    await expect.poll(() => arrived('2'), { timeout: 15_000 }).toBeDefined();
  });

  test('550 is reported in the words of the server', async () => {
    const outcome = await mailerAs('me:p%40ss@').send(mailTo('nobody@local.example', '3'));
    expect(outcome).toMatchObject({ kind: 'refused', why: expect.stringMatching(/^550.*unknown user/) });
  });

  test('a wrong password passes, for the operator mends it', async () => {
    const mailer = mailerAs('me:wrong@');
    await expect(mailer.send(mailTo('ada@local.example', '4'))).rejects.toThrow(MailDownError);
    await expect(mailer.check()).rejects.toThrow(/535/);
  });

  test('fifty mails at once are all delivered now, not at the next queue run', async () => {
    const mailer = mailerAs('me:p%40ss@');
    const sent = Array.from({ length: 50 }, (_, n) => `many-${n}`);
    await Promise.all(sent.map((id) => mailer.send(mailTo('ada@local.example', id))));
    const many = async () => (await delivered()).filter(({ subject }) => subject?.startsWith('Mail many-')).length;
    await expect.poll(many, { timeout: 25_000, interval: 500 }).toBe(50);
  });
});

const configuration = (folder: string, port: number) => `
primary_hostname = mail.local.example
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
pid_file_path = ${folder}/spool/exim.pid
domainlist local_domains = local.example
tls_advertise_hosts = *
host_lookup =
rfc1413_hosts =
queue_run_max = 1
acl_smtp_rcpt = recipient
acl_smtp_data = accept

begin acl
recipient:
  deny !authenticated = *
       message = sign in first
  deny local_parts = nobody
       message = unknown user
  defer local_parts = later
       condition = \${if exists{${folder}/later-is-now}{no}{yes}}
       message = try again later
  accept domains = +local_domains
  deny message = relay not permitted

begin routers
here:
  driver = accept
  domains = +local_domains
  transport = maildir

begin transports
maildir:
  driver = appendfile
  directory = ${folder}/mail
  maildir_format
  user = Debian-exim
  return_path_add

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{me}}{eq{$auth3}{p@ss}}}}
  server_set_id = $auth2
  server_advertise_condition = \${if def:tls_in_cipher}
`;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }; // it listens on TCP
      probe.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true)).once('error', () => resolve(false));
    socket.once('data', () => socket.end('QUIT\r\n'));
  });
}
