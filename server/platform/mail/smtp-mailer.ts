import { createTransport } from 'nodemailer';
import type { Log } from '#server/platform/log.ts';
import { type Mail, MailDownError, type Mailer, type MailOutcome } from './mailer.ts';

/** Mail through an SMTP server: `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…`. */
export function smtpMailer({ url, from, log }: { url: string; from: string; log: Log }): Mailer {
  const host = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const transport = createTransport({ url, pool: true, maxConnections: 4, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 });
  return {
    async send(mail: Mail): Promise<MailOutcome> {
      try {
        await transport.sendMail({
          from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: `<${mail.id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
          attachments: (mail.attachments ?? []).map(({ filename, contentType, content }) => ({ filename, contentType, content: Buffer.from(content) })),
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

/**
 * 5xx about the recipient or the mail is final for this mail. Everything else passes: no connection, 4xx, and a refused
 * sign-in too, which is the operator's to mend and must not lose mail meanwhile.
 */
function outcomeOf(error: unknown, log: Log): MailOutcome {
  const { responseCode, response, command, code } = error as { responseCode?: number; response?: string; command?: string; code?: string };
  const about = command === 'RCPT TO' || command === 'DATA' || command === 'MAIL FROM' || code === 'EENVELOPE' || code === 'EMESSAGE';
  if (about && responseCode !== undefined && responseCode >= 500) return { kind: 'refused', why: (response ?? String(responseCode)).slice(0, 200) };
  log.warn({ code, responseCode, command }, 'the mail server did not take a mail; it is tried again');
  throw new MailDownError(error instanceof Error ? error.message : 'the mail server did not take the mail');
}
