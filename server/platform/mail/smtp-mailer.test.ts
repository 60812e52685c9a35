import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { createLog } from '#server/platform/log.ts';
import { type Mail, MailDownError, type Mailer } from './mailer.ts';
import { smtpMailer } from './smtp-mailer.ts';

const toClose: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
});

interface MailServer {
  readonly port: number;
  readonly mails: ParsedMail[];
  /** Whether each mail came over TLS, and whose. */
  readonly sessions: { readonly secure: boolean; readonly user: unknown }[];
}

async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  const sessions: MailServer['sessions'] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData(stream, session, done) {
      sessions.push({ secure: session.secure, user: session.user });
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
    ...options,
  });
  // Clients hang up in the middle when they do not trust the certificate.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  toClose.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  // A TCP server that listens has an address with a port.
  return { port: (server.server.address() as { port: number }).port, mails, sessions };
}

function mailerTo(url: string): Mailer {
  const mailer = smtpMailer({ url, from: 'Trunkline <hello@trunkline.example>', log: createLog('silent') });
  toClose.push(() => mailer.close());
  return mailer;
}

const mail: Mail = { id: '42', to: 'ada@example.com', subject: 'Ünïcode ✓', text: 'Hello', html: '<p>Hello</p>' };

const replying = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });

test('a mail arrives as it was written, with the id of its job and its attachments', async () => {
  const server = await mailServer();
  const mailer = mailerTo(`smtp://127.0.0.1:${server.port}?ignoreTLS=true`);
  const content = new Uint8Array([0, 255, 10, 13, 0]);
  const attachments = [{ filename: 'voicemail.wav', contentType: 'audio/wav', content }];
  expect(await mailer.send({ ...mail, attachments, headers: { 'X-Why': 'test' } })).toEqual({ kind: 'accepted' });

  const [got] = server.mails;
  expect(got).toMatchObject({
    subject: 'Ünïcode ✓',
    text: 'Hello',
    html: '<p>Hello</p>',
    messageId: '<42@trunkline.example>',
    from: { text: '"Trunkline" <hello@trunkline.example>' },
    to: { text: 'ada@example.com' },
  });
  expect(got?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(got?.headers.get('x-why')).toBe('test');
  expect(new Uint8Array(got?.attachments[0]?.content ?? [])).toEqual(content);
});

test('an address with a comma in it is one recipient, never two', async () => {
  const recipients: string[] = [];
  const server = await mailServer({
    onRcptTo({ address }, _session, done) {
      recipients.push(address);
      done();
    },
  });
  await mailerTo(`smtp://127.0.0.1:${server.port}?ignoreTLS=true`)
    .send({ ...mail, to: 'ada@example.com, eve@example.com' })
    .catch(() => {});
  expect(recipients).not.toContain('eve@example.com');
});

test.each([550, 551, 553])('%i to the recipient is final, in the server’s words', async (code) => {
  const server = await mailServer({ onRcptTo: (_to, _session, done) => done(replying(code, 'no such user')) });
  const outcome = await mailerTo(`smtp://127.0.0.1:${server.port}?ignoreTLS=true`).send(mail);
  expect(outcome).toEqual({ kind: 'refused', why: `${code} no such user` });
});

test('554 to the mail itself is final too', async () => {
  const server = await mailServer({
    onData(stream, _session, done) {
      stream.resume().on('end', () => done(replying(554, 'looks like spam')));
    },
  });
  const outcome = await mailerTo(`smtp://127.0.0.1:${server.port}?ignoreTLS=true`).send(mail);
  expect(outcome).toEqual({ kind: 'refused', why: '554 looks like spam' });
});

test.each([421, 450, 451, 452])('%i passes: the mail is tried again and then arrives', async (code) => {
  let tries = 0;
  const server = await mailServer({
    onRcptTo(_to, _session, done) {
      tries += 1;
      done(tries === 1 ? replying(code, 'come back later') : null);
    },
  });
  const mailer = mailerTo(`smtp://127.0.0.1:${server.port}?ignoreTLS=true`);
  await expect(mailer.send(mail)).rejects.toThrow(MailDownError);
  expect(await mailer.send(mail)).toEqual({ kind: 'accepted' });
  expect(server.mails).toHaveLength(1);
});

test('a sender that the server does not take is ours to mend: no mail is lost over it', async () => {
  const server = await mailServer({ onMailFrom: (_from, _session, done) => done(replying(550, 'sender not allowed')) });
  await expect(mailerTo(`smtp://127.0.0.1:${server.port}?ignoreTLS=true`).send(mail)).rejects.toThrow(MailDownError);
});

test('a mail that is larger than the server takes is final', async () => {
  const server = await mailServer({ onMailFrom: (_from, _session, done) => done(replying(552, 'too large')) });
  const outcome = await mailerTo(`smtp://127.0.0.1:${server.port}?ignoreTLS=true`).send(mail);
  expect(outcome).toEqual({ kind: 'refused', why: '552 too large' });
});

test('nobody listening, or somebody who says nothing sensible, passes', async () => {
  const server = await mailServer();
  await toClose.pop()?.();
  await expect(mailerTo(`smtp://127.0.0.1:${server.port}`).send(mail)).rejects.toThrow(MailDownError);

  const { createServer } = await import('node:net');
  const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
  toClose.push(() => new Promise((resolve) => web.close(resolve)));
  await new Promise((resolve) => web.once('listening', resolve));
  const { port } = web.address() as { port: number }; // it listens on TCP
  await expect(mailerTo(`smtp://127.0.0.1:${port}`).send(mail)).rejects.toThrow(MailDownError);
});

const authenticated: SMTPServerOptions = {
  authOptional: false,
  onAuth: ({ username, password }, _session, done) =>
    username === 'me' && password === 'p@ss' ? done(null, { user: 'me' }) : done(replying(535, 'wrong password')),
};

test('signs in over STARTTLS; a wrong password passes, for the operator mends it', async () => {
  const server = await mailServer(authenticated);
  const own = 'tls.rejectUnauthorized=false';
  expect(await mailerTo(`smtp://me:p%40ss@127.0.0.1:${server.port}?${own}`).send(mail)).toEqual({ kind: 'accepted' });
  expect(server.sessions).toEqual([{ secure: true, user: 'me' }]);

  const wrong = mailerTo(`smtp://me:wrong@127.0.0.1:${server.port}?${own}`);
  await expect(wrong.send(mail)).rejects.toThrow(MailDownError);
  await expect(wrong.check()).rejects.toThrow(/wrong password/);
});

test('a certificate that nobody vouches for is not trusted unless told', async () => {
  const server = await mailServer(authenticated);
  await expect(mailerTo(`smtp://me:p%40ss@127.0.0.1:${server.port}`).send(mail)).rejects.toThrow(
    /self-signed|certificate/,
  );
});

test('a password never leaves this machine in the clear, not even when STARTTLS is taken away on the way', async () => {
  const seen: string[] = [];
  const server = await mailServer({
    ...authenticated,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ password }, _session, done) {
      seen.push(String(password));
      done(null, { user: 'me' });
    },
  });
  // The same loopback by a name that does not look like it, as a server elsewhere would be called.
  const away = `smtp://me:p%40ss@0.0.0.0:${server.port}`;
  await expect(mailerTo(away).send(mail)).rejects.toThrow(MailDownError);
  expect(seen).toEqual([]);
  expect(await mailerTo(`${away}?requireTLS=false`).send(mail)).toEqual({ kind: 'accepted' });
});

test('fifty mails at once share few connections', async () => {
  let connections = 0;
  let most = 0;
  const server = await mailServer({
    onConnect(_session, done) {
      connections += 1;
      most = Math.max(most, connections);
      done();
    },
    onClose() {
      connections -= 1;
    },
  });
  const mailer = mailerTo(`smtp://127.0.0.1:${server.port}?ignoreTLS=true`);
  const outcomes = await Promise.all(Array.from({ length: 50 }, (_, n) => mailer.send({ ...mail, id: String(n) })));
  expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true);
  expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(50);
  expect(most).toBeLessThanOrEqual(4);
});
