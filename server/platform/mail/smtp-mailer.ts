import { createTransport } from 'nodemailer';
import type { Log } from '#server/platform/log.ts';
import { type Mail, MailDownError, type Mailer, type MailOutcome } from './mailer.ts';

/**
 * Mail through an SMTP server: `smtp://user:password@host:587`, or `smtps://…` for TLS from the first byte. A password is
 * only sent over TLS, other than to this very machine; `?requireTLS=false` says that the network between is trusted, and
 * `?tls.rejectUnauthorized=false` that the certificate is the server's own.
 */
export function smtpMailer({ url, from, log }: { url: string; from: string; log: Log }): Mailer {
  const host = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const transport = createTransport({
    url,
    requireTLS: sendsPasswordAway(url),
    pool: true,
    maxConnections: 4,
    // Exim, for one, takes more on a connection but leaves them for its next queue run, half an hour later.
    maxMessages: 10,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  return {
    async send(mail: Mail): Promise<MailOutcome> {
      try {
        await transport.sendMail({
          from,
          // As an object it is one address whatever is in it.
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: `<${mail.id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
          attachments: (mail.attachments ?? []).map(({ filename, contentType, content }) => ({
            filename,
            contentType,
            content: Buffer.from(content),
          })),
        });
        return { kind: 'accepted' };
      } catch (error) {
        return outcomeOf(error, log);
      }
    },
    async check() {
      await transport.verify();
    },
    async close() {
      transport.close();
    },
  };
}

function sendsPasswordAway(url: string): boolean {
  const { username, hostname } = new URL(url);
  return username !== '' && hostname !== 'localhost' && !/^127\.|^\[::1\]$/.test(hostname);
}

/** What nodemailer's errors tell: the server's reply and the command it answered, or a code of its own. */
interface Trouble {
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
  readonly code?: string;
}

/**
 * 5xx about the recipient or the mail is final for this mail. Everything else passes: no connection, 4xx, and a refused
 * sign-in or sender too, which are the operator's to mend and must not lose mail meanwhile.
 */
function outcomeOf(error: unknown, log: Log): MailOutcome {
  const { responseCode, response, command, code } = error as Trouble; // nodemailer adds these to its errors
  if (isFinal({ responseCode, command, code })) {
    return {
      kind: 'refused',
      why: (response ?? (error instanceof Error ? error.message : String(code))).slice(0, 200),
    };
  }
  log.warn({ code, responseCode, command }, 'the mail server did not take a mail; it is tried again');
  throw new MailDownError(error instanceof Error ? error.message : 'the mail server did not take the mail');
}

/** "Sign in first", "too weak", "wrong password": about us, at whatever command they come. */
const aboutUs = new Set([530, 534, 535, 538]);

function isFinal({ responseCode, command, code }: Trouble): boolean {
  // An address that nodemailer itself cannot put on an envelope will not get better.
  if (responseCode === undefined) return code === 'EENVELOPE';
  if (responseCode < 500 || aboutUs.has(responseCode)) return false;
  // 552 to MAIL FROM: the mail is larger than the server takes. Any other is about our sender's address.
  if (command === 'MAIL FROM') return responseCode === 552;
  return command === 'RCPT TO' || command === 'DATA';
}
