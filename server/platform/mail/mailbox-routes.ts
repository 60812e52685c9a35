import { and, desc, eq, lt } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import { mailbox } from '#contract/mailbox.ts';
import type { Database } from '#server/platform/db/db.ts';
import { mailboxMail } from '#server/platform/db/tables.ts';
import { AppError } from '#server/platform/errors.ts';
import { type App, mount } from '#server/platform/http/mount.ts';

export function mailboxRoutes(app: App, { db }: { db: Database }): void {
  mount(app, mailbox.list, async ({ query }) => {
    const rows = await db
      .select({ id: mailboxMail.id, to: mailboxMail.toAddress, subject: mailboxMail.subject, at: mailboxMail.at })
      .from(mailboxMail)
      .where(and(query.to === undefined ? undefined : eq(mailboxMail.toAddress, query.to.toLowerCase()), query.before === undefined ? undefined : lt(mailboxMail.at, db.select({ at: mailboxMail.at }).from(mailboxMail).where(eq(mailboxMail.id, query.before)))))
      .orderBy(desc(mailboxMail.at))
      .limit(50);
    return { mails: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
  });
  mount(app, mailbox.read, async ({ params }) => {
    const [row] = await db.select().from(mailboxMail).where(eq(mailboxMail.id, params.id));
    if (!row) throw new AppError(commonErrors.notFound);
    return { id: row.id, to: row.toAddress, subject: row.subject, at: row.at.toISOString(), text: row.text, html: row.html };
  });
}
