import { eq } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import { finishEvents, line, putOffEvents, takeDueEvents, textsCame } from '#server/features/identity/index.ts';
import { count } from '#server/features/plan/index.ts';
import { after, seconds } from '#server/platform/clock.ts';
import type { Db } from '#server/platform/db/db.ts';
import { lastFour } from '#server/platform/log.ts';
import { comeBack } from './come-back.ts';
import { receiveText } from './receive-text.ts';
import type { TextIn } from './texted-line.ts';

const mostTries = 12;

/** Applies the texts that came in, in the order in which they came, each in a transaction of its own: one that fails holds up no other. */
export async function receiveTexts(deps: Deps): Promise<void> {
  while ((await receiveNext(deps)) === 'done');
  await comeBack(deps, 'text.received', textsCame);
}

async function receiveNext(deps: Deps): Promise<'none' | 'done'> {
  let taken: { key: string; tries: number } | undefined;
  try {
    return await deps.db.transaction(async (tx) => {
      const [due] = await takeDueEvents(tx, 'text.received', deps.clock.now(), 1);
      if (!due) return 'none';
      taken = due;
      await receiveOne(tx, deps, due.event, due.receivedAt);
      await finishEvents(tx, [due.key]);
      return 'done';
    });
  } catch (error) {
    if (!taken) throw error;
    await putOff(deps, taken, error);
    return 'done';
  }
}

async function receiveOne(tx: Db, deps: Deps, event: TextIn, receivedAt: Date): Promise<void> {
  const [to] = await tx.select().from(line).where(eq(line.number, event.to));
  if (!to?.number) {
    // Codes and notices have a number of their own, and nobody's old number may still be pointed at us.
    deps.log.info({ to: lastFour(event.to) }, 'a text came in for a number of no line');
    return;
  }
  const ref = { companyId: to.companyId, lineId: to.id };
  await receiveText(tx, deps, { ...to, ...ref, number: to.number }, event, receivedAt);
  // Last: it holds the company's meter until the transaction ends. What comes in counts, and is never refused.
  const units = Math.max(1, event.segments);
  await count(tx, deps, [{ ...ref, meter: 'messages', units, key: `in:${event.carrierId}`, at: receivedAt }]);
}

async function putOff(deps: Deps, { key, tries }: { key: string; tries: number }, error: unknown): Promise<void> {
  const isLast = tries + 1 >= mostTries;
  deps.log.error(
    { err: error, key, tries },
    isLast ? 'a text in was given up; it stays stored' : 'a text in waits to be tried again',
  );
  const until = after(deps.clock.now(), seconds(Math.min(600, 2 ** tries)));
  await deps.db.transaction(async (tx) => {
    if (isLast) return finishEvents(tx, [key]);
    await putOffEvents(tx, [key], until);
  });
}
