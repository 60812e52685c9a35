import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '#server/platform/log.ts';
import { type Mail, MailDownError, type Mailer } from '#server/platform/mail/mailer.ts';
import { smtpMailer } from '#server/platform/mail/smtp-mailer.ts';
import { type Exim, eximRuns, startExim } from './exim.ts';

describe.skipIf(!eximRuns())('mail through Exim (package exim4-daemon-light, as root)', () => {
  let exim: Exim;
  const mailers: Mailer[] = [];

  beforeAll(async () => {
    exim = await startExim('local.example');
  });

  afterAll(async () => {
    for (const mailer of mailers) await mailer.close();
    await exim.stop();
  });

  function mailerAs(credentials: string): Mailer {
    const mailer = smtpMailer({
      url: exim.as(credentials),
      from: 'Trunkline <hello@trunkline.example>',
      log: createLog('silent'),
    });
    mailers.push(mailer);
    return mailer;
  }

  const mailTo = (to: string, id: string): Mail => ({ id, to, subject: `Mail ${id}`, text: 'Hé', html: '<p>Hé</p>' });

  async function delivered() {
    const at = join(exim.mailFolder, 'new');
    const names = readdirSync(exim.mailFolder).includes('new') ? readdirSync(at) : [];
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
    writeFileSync(join(exim.folder, 'later-is-now'), '');
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
