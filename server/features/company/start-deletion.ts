import { and, eq, isNull, sql } from 'drizzle-orm';
import { deletionErrors as d } from '#contract/company-errors.ts';
import type { deletion } from '#contract/deletion.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import { line, record, verifyPassword } from '#server/features/identity/index.ts';
import { after, days } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { enqueue } from '#server/platform/jobs/jobs.ts';
import { deleteCompanyJob } from './job-kinds.ts';
import type { LineNews } from './mail-words.ts';
import { companyDeletion } from './tables.ts';
import { tellCompany } from './tell-company.ts';
import { tellLine } from './tell-line.ts';
import { type Company, withCompany } from './with-company.ts';

const waitMs = days(5);

/** "Yes, delete in 5 days". Every admin is told and can keep the company until then. Throws `identity.wrong_password`, `company.deletion_planned`. */
export async function startDeletion(deps: Deps, caller: Caller, wanted: BodyOf<typeof deletion.start>): Promise<void> {
  await verifyPassword(deps, caller, wanted.password);
  await withCompany(deps, caller, 'delete_company', async (tx, company) => {
    const now = deps.clock.now();
    const dueAt = after(now, waitMs);
    const planned = await tx
      .insert(companyDeletion)
      .values({
        companyId: company.id,
        startedBy: caller.lineId,
        startedAt: now,
        dueAt,
        reason: wanted.reason,
        comment: wanted.comment?.trim() || null,
      })
      .onConflictDoNothing()
      .returning();
    if (planned.length === 0) throw new AppError(d.alreadyPlanned);
    await enqueue(
      tx,
      deleteCompanyJob,
      { companyId: company.id },
      { runAt: dueAt, key: `delete-company:${company.id}` },
    );
    await record(tx, deps, { ...caller, about: null, proof: 'password' }, 'company.deletion-started', {
      dueAt: dueAt.toISOString(),
    });
    await tellAdmins(tx, deps, company, 'deletion', dueAt);
    await tellCompany(tx, company.id);
  });
}

/** Writes to everybody who can still change it. */
export async function tellAdmins(tx: Db, deps: Deps, company: Company, news: LineNews, day: Date): Promise<void> {
  const admins = await tx
    .select()
    .from(line)
    .where(and(eq(line.companyId, company.id), isNull(line.suspendedAt), sql`'admin' = any(${line.roles})`));
  for (const admin of admins) {
    const written = new Intl.DateTimeFormat(admin.language, { dateStyle: 'long', timeZone: admin.timeZone }).format(
      day,
    );
    await tellLine(tx, deps, admin, news, { company: company.name, day: written });
  }
}
