import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Exim gives up its rights under a configuration of our own unless root starts it, and then could deliver nowhere. */
export const eximRuns = () => process.getuid?.() === 0 && spawnSync('exim4', ['-bV']).status === 0;

export interface Exim {
  readonly folder: string;
  /** A maildir with all that was delivered. */
  readonly mailFolder: string;
  /** For SMTP_URL, with the password and over TLS. `as`: with other credentials. */
  readonly url: string;
  as(credentials: string): string;
  stop(): Promise<void>;
}

/** Starts Exim on a free port; it delivers mail for these domains into one folder, and only for those who sign in. */
export async function startExim(domains: string): Promise<Exim> {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-exim-'));
  chmodSync(folder, 0o755);
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'Debian-exim'])));
  for (const name of ['spool', 'mail', 'log']) {
    mkdirSync(join(folder, name));
    chownSync(join(folder, name), uid ?? 0, gid ?? 0);
  }
  const port = await freePort();
  writeFileSync(join(folder, 'exim.conf'), configuration(folder, port, domains));
  const exim = spawn('exim4', ['-C', join(folder, 'exim.conf'), '-bdf', '-q1m'], {
    // Its log is in the folder; what it says besides is that it gives up rights it does not need here.
    stdio: 'ignore',
  });
  const until = Date.now() + 15_000;
  while (!(await answers(port))) {
    if (Date.now() > until) throw new Error('Exim did not answer within 15 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // Exim made its certificate itself.
  const as = (credentials: string) =>
    `smtp://${credentials}127.0.0.1:${port}?requireTLS=true&tls.rejectUnauthorized=false`;
  return {
    folder,
    mailFolder: join(folder, 'mail'),
    url: as('me:p%40ss@'),
    as,
    async stop() {
      const gone = once(exim, 'exit');
      exim.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const configuration = (folder: string, port: number, domains: string) => `
primary_hostname = mail.local.example
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
pid_file_path = ${folder}/spool/exim.pid
domainlist local_domains = ${domains}
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
