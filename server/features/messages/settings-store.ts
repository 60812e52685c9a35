import { and, eq } from 'drizzle-orm';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { messageSettings } from './settings-tables.ts';

export type SettingsRow = typeof messageSettings.$inferSelect;
export type SettingsChange = Partial<Omit<SettingsRow, 'companyId' | 'lineId'>>;

const isOf = (ref: LineRef) =>
  and(eq(messageSettings.companyId, ref.companyId), eq(messageSettings.lineId, ref.lineId));

/** Message Settings as they stand; those of a line that never changed any. */
export async function findMessageSettings(db: Db, ref: LineRef): Promise<SettingsRow> {
  const [found] = await db.select().from(messageSettings).where(isOf(ref));
  return found ?? { ...untouched, companyId: ref.companyId, lineId: ref.lineId };
}

const untouched = {
  signature: null,
  autoResponse: false,
  autoResponseText: '',
  autoResponseOnlyClosed: false,
  forwarding: false,
  hints: true,
  stopIncoming: false,
  webhookUrl: null,
  hideLinkInBulk: false,
  lastForwarded: null,
  lastDelivery: null,
} as const satisfies SettingsChange;

export async function saveMessageSettings(tx: Db, ref: LineRef, set: SettingsChange): Promise<void> {
  await tx
    .insert(messageSettings)
    .values({ companyId: ref.companyId, lineId: ref.lineId, ...set })
    .onConflictDoUpdate({ target: [messageSettings.companyId, messageSettings.lineId], set });
}
