import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Static, Type } from 'typebox';
import type { CompanyId } from '#contract/ids.ts';
import { type Meter, meters, type Threshold, thresholds } from '#contract/plan.ts';
import type { Deps } from '#server/deps.ts';
import { company, type LineRef, line, mailLetter } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { defineJob } from '#server/platform/jobs/jobs.ts';
import { tell } from '#server/platform/live/live.ts';
import { alertWords } from './alert-words.ts';
import { plan, planAllowance, usageAlert, usageCycle } from './tables.ts';

/** A threshold was reached. Enqueued by the statement that reached it (`alertsOf` in terms.ts). */
export const planAlert = defineJob({
  name: 'plan.alert',
  payload: Type.Object({
    companyId: Type.String(),
    meter: Type.Enum([...meters]),
    cycle: Type.Integer(),
    threshold: Type.Enum(thresholds.map((one) => one.name)),
    limit: Type.Integer(),
  }),
});
export interface PlanAlert {
  readonly meter: Meter;
  readonly threshold: Threshold;
  readonly limit: number;
  readonly used: number;
  /** The day the allowance renews, like 2026-04-01. */
  readonly renewsOn: string;
  readonly at: Date;
  /** Lines that look after the plan: who is mailed, where there is an address. */
  readonly caretakers: readonly LineRef[];
}
/** What a higher feature does about an alert, in the transaction that mails it: once for each alert. */
export type HearAlert = (tx: Db, alert: PlanAlert) => Promise<void>;

/** Mails those who look after the plan, passes the alert on, and has open pages show the banner: once, also when the job is repeated. */
export function tellAlert(deps: Deps, payload: Static<typeof planAlert.payload>, hear?: HearAlert): Promise<void> {
  return deps.db.transaction(async (tx) => {
    const companyId = payload.companyId as CompanyId; // branded when the alert was noted
    const [alert] = await tx
      .update(usageAlert)
      .set({ toldAt: deps.clock.now() })
      .where(
        and(
          eq(usageAlert.companyId, companyId),
          eq(usageAlert.meter, payload.meter),
          eq(usageAlert.cycle, payload.cycle),
          eq(usageAlert.threshold, payload.threshold),
          eq(usageAlert.limit, payload.limit),
          isNull(usageAlert.toldAt),
        ),
      )
      .returning();
    if (!alert) return;
    const told = await mailCaretakers(tx, deps, companyId, alert);
    if (told)
      await hear?.(tx, {
        ...told,
        meter: alert.meter,
        threshold: alert.threshold,
        limit: alert.limit,
        used: alert.used,
        at: alert.at,
      });
    await tell(tx, { company: companyId, topic: 'plan' });
  });
}

async function mailCaretakers(
  tx: Db,
  deps: Deps,
  companyId: CompanyId,
  alert: typeof usageAlert.$inferSelect & { threshold: Threshold },
) {
  const [facts] = await tx
    .select({
      company: company.name,
      plan: plan.name,
      over: planAllowance.overCentsPer100,
      renewsOn: usageCycle.endsOn,
    })
    .from(company)
    .innerJoin(plan, eq(plan.id, company.plan))
    .innerJoin(planAllowance, and(eq(planAllowance.planId, plan.id), eq(planAllowance.meter, alert.meter)))
    .innerJoin(usageCycle, and(eq(usageCycle.companyId, company.id), eq(usageCycle.number, alert.cycle)))
    .where(eq(company.id, companyId));
  if (!facts) return undefined;
  const caretakers = await tx
    .select({ id: line.id, email: line.email, language: line.language })
    .from(line)
    .where(and(eq(line.companyId, companyId), isNull(line.suspendedAt), sql`${line.roles} && '{admin,billing}'`))
    .orderBy(line.id);
  for (const { id, email, language } of caretakers) {
    if (email === null) continue;
    const { meter, cycle, threshold, limit, used } = alert;
    await mailLetter(tx, deps, {
      id: `alert-${id}-${cycle}-${meter}-${threshold}-${limit}`,
      to: email,
      language,
      words: alertWords[language]({ ...facts, goesOn: facts.over !== null, meter, threshold, limit, used }),
      url: `${deps.config.publicUrl}/settings#plan`,
    });
  }
  return { renewsOn: facts.renewsOn, caretakers: caretakers.map(({ id }) => ({ companyId, lineId: id })) };
}
