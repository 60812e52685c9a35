// What a plan allows and what was used of it. How to call, always with the caller's transaction and after any lock on a line:
//   count(tx, deps, [{ companyId, lineId, meter, units, key, at }])                     happened, cannot be refused (what comes in)
//   reserve(tx, deps, { companyId, lineId, meter, key, units, until })                  about to happen; throws plan.limits_reached
//   spend(tx, deps, { companyId, meter, key }, [{ units, key, at }]) → { remaining }    it happened; batches of one reservation
//   release(tx, deps, { companyId, meter, key })                                        the rest will not happen
//   room(db, deps, { companyId, meter }) → { left, refusal }                               a look, nothing is held by it
//   holdGroup(tx, deps, { companyId, lineId, groupId }), freeGroup(tx, { companyId, groupId })    groups as they stand
//   allowances(db, deps, companyId) → { recipientsPerMessage, lines, features, meters, … }       −1: unlimited
// Keys name the counted thing for ever (`text:<id>`), so that repeats are harmless. Each call holds the company's meter until the
// transaction ends: call it late, and once for a batch rather than once for each. A refusal ends the transaction.
export { allowances } from './allowances.ts';
export { billingJobs } from './billing-jobs.ts';
export { billingRoutes, billingWebhookRoutes } from './billing-routes.ts';
export { count } from './count.ts';
export { editPack, listPackOffers } from './edit-pack.ts';
export { editPlan, type PlanEdit } from './edit-plan.ts';
export { freeGroup, holdGroup } from './hold-group.ts';
export { planJobs } from './jobs.ts';
export { listPlans } from './list-plans.ts';
export { markPaid } from './mark-paid.ts';
export { callMeter, type Telling } from './meter-calls.ts';
export { type PlanFacts, planFacts } from './plan-facts.ts';
export { briefOf, type PlanInBrief, type WrittenBrief, writtenBrief } from './plan-in-brief.ts';
export { readPlan } from './read-plan.ts';
export { release } from './release.ts';
export { reserve } from './reserve.ts';
export { room } from './room.ts';
export { planRoutes } from './routes.ts';
export { setPlan } from './set-plan.ts';
export { spend } from './spend.ts';
export type { HearAlert } from './tell-alert.ts';
