import { and, desc, eq, lt } from 'drizzle-orm';
import { commonErrors } from '#contract/endpoint.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { webhookDelivery } from './tables.ts';

export type DeliveryRow = typeof webhookDelivery.$inferSelect;

/** undefined: it was written before. */
export async function insertDelivery(
  tx: Db,
  row: typeof webhookDelivery.$inferInsert,
): Promise<DeliveryRow | undefined> {
  const [made] = await tx.insert(webhookDelivery).values(row).onConflictDoNothing().returning();
  return made;
}

/** Throws `request.not_found`. */
export async function findDelivery(db: Db, ref: LineRef, id: string): Promise<DeliveryRow> {
  const [found] = await db
    .select()
    .from(webhookDelivery)
    .where(and(isOf(ref), eq(webhookDelivery.id, id)));
  if (!found) throw new AppError(commonErrors.notFound);
  return found;
}

export function listDeliveries(
  db: Db,
  ref: LineRef,
  page: { before?: string | undefined; limit: number },
): Promise<DeliveryRow[]> {
  return db
    .select()
    .from(webhookDelivery)
    .where(and(isOf(ref), page.before === undefined ? undefined : lt(webhookDelivery.id, page.before)))
    .orderBy(desc(webhookDelivery.id))
    .limit(page.limit);
}

const isOf = (ref: LineRef) =>
  and(eq(webhookDelivery.companyId, ref.companyId), eq(webhookDelivery.lineId, ref.lineId));
