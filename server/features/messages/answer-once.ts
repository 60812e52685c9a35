import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { messageErrors as m, type Sent } from '#contract/messages.ts';
import type { Deps } from '#server/deps.ts';
import type { LineRef } from '#server/features/identity/index.ts';
import type { Db } from '#server/platform/db/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { sendRequest } from './tables.ts';

/**
 * Does something once for an idempotency key, and answers a repeat as the first time; of two at once the second waits for the
 * first. A refusal leaves no trace, so it can be tried again. Throws `messages.key_reused`.
 */
export async function answerOnce(
  tx: Db,
  deps: Pick<Deps, 'clock'>,
  ref: LineRef,
  asked: { readonly key: string; readonly order: unknown },
  act: () => Promise<Sent>,
): Promise<Sent> {
  const digest = createHash('sha256').update(JSON.stringify(asked.order)).digest('hex');
  const claimed = await tx
    .insert(sendRequest)
    .values({ companyId: ref.companyId, lineId: ref.lineId, key: asked.key, digest, at: deps.clock.now() })
    .onConflictDoNothing()
    .returning({ key: sendRequest.key });
  const isIt = and(
    eq(sendRequest.companyId, ref.companyId),
    eq(sendRequest.lineId, ref.lineId),
    eq(sendRequest.key, asked.key),
  );
  if (claimed.length === 0) {
    const [known] = await tx.select().from(sendRequest).where(isIt);
    if (known?.digest !== digest) throw new AppError(m.keyReused, { field: 'key' });
    return known.reply as Sent; // written below
  }
  const reply = await act();
  await tx.update(sendRequest).set({ reply }).where(isIt);
  return reply;
}
