import { type Mail, MailDownError, type Mailer, type MailOutcome } from '#server/platform/mail/mailer.ts';

export interface TestMailer extends Mailer {
  readonly sent: Mail[];
  mode: 'takes' | 'down' | 'refuses';
}

/** A mail server in memory, for tests that are not about mail. */
export function testMailer(): TestMailer {
  const sent: Mail[] = [];
  const mailer: TestMailer = {
    sent,
    mode: 'takes',
    async send(mail): Promise<MailOutcome> {
      if (mailer.mode === 'down') throw new MailDownError('the mail server is down');
      if (mailer.mode === 'refuses') return { kind: 'refused', why: '550 no such user' };
      if (!sent.some((one) => one.id === mail.id)) sent.push(mail);
      return { kind: 'accepted' };
    },
    async check() {},
    async close() {},
  };
  return mailer;
}
