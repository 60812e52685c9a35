import type pg from 'pg';
import type { Mail, Mailer, MailOutcome } from './mailer.ts';

/** Keeps mail for the page /mailbox, where no mail server is set. The same mail twice is kept once, as a real mailbox would show it. */
export function mailboxMailer({ pool }: { pool: pg.Pool }): Mailer {
  return {
    async send(mail: Mail): Promise<MailOutcome> {
      const attachments = (mail.attachments ?? []).map(({ filename, contentType, content }) => ({
        filename,
        contentType,
        size: content.length,
      }));
      await pool.query(
        'insert into mailbox_mail (id, to_address, subject, text, html, headers, attachments, at) values ($1, $2, $3, $4, $5, $6, $7, now()) on conflict (id) do nothing',
        [
          mail.id,
          mail.to,
          mail.subject,
          mail.text,
          mail.html,
          JSON.stringify(mail.headers ?? {}),
          JSON.stringify(attachments),
        ],
      );
      return { kind: 'accepted' };
    },
    async check() {
      await pool.query('select 1 from mailbox_mail limit 1');
    },
    async close() {},
  };
}
