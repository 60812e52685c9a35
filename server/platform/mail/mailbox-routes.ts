import { and, desc, eq, sql } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import { mailbox } from '#contract/mailbox.ts';
import type { Database } from '#server/platform/db/db.ts';
import { mailboxMail } from '#server/platform/db/tables.ts';
import { AppError } from '#server/platform/errors.ts';
import { type App, mount } from '#server/platform/http/mount.ts';

/** The page that shows what was mailed; served only while no mail server is set. */
export function mailboxRoutes(app: App, { db }: { db: Database }): void {
  mount(app, mailbox.list, async ({ query }) => {
    const { at, id } = mailboxMail;
    // Mails of one moment are told apart by id, so that none is skipped between two pages.
    const earlier = sql`(${at}, ${id}) < (select ${at}, ${id} from ${mailboxMail} where ${id} = ${query.before})`;
    const rows = await db
      .select({ id, to: mailboxMail.toAddress, subject: mailboxMail.subject, at })
      .from(mailboxMail)
      .where(
        and(
          query.to === undefined ? undefined : eq(sql`lower(${mailboxMail.toAddress})`, query.to.toLowerCase()),
          query.before === undefined ? undefined : earlier,
        ),
      )
      .orderBy(desc(at), desc(id))
      .limit(50);
    return { mails: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
  });
  mount(app, mailbox.read, async ({ params }) => {
    const [row] = await db.select().from(mailboxMail).where(eq(mailboxMail.id, params.id));
    if (!row) throw new AppError(commonErrors.notFound);
    const { id, subject, text, html } = row;
    return { id, to: row.toAddress, subject, at: row.at.toISOString(), text, html };
  });
}
