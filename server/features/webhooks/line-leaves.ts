import { and, eq } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { webhookDelivery, webhookSecret } from './tables.ts';

/** What is left of a line's events when it leaves. */
export const webhooksOfLine = {
  name: 'webhooks',
  async remove(tx: Db, _deps: Deps, ref: LineRef): Promise<void> {
    for (const table of [webhookDelivery, webhookSecret])
      await tx.delete(table).where(and(eq(table.companyId, ref.companyId), eq(table.lineId, ref.lineId)));
  },
};
