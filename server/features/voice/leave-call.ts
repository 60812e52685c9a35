import { eq } from 'drizzle-orm';
import type { Deps } from '#server/deps.ts';
import { call } from './tables.ts';

/** The browser that was on a call is gone for good: the call ends, so that nobody talks to nobody. */
export async function leaveCall(deps: Deps, callId: string): Promise<void> {
  try {
    const [found] = await deps.db.select().from(call).where(eq(call.id, callId));
    if (found?.carrierId && found.endedAt === null && found.browser === 'on')
      await deps.carrier.endCall(found.carrierId);
  } catch (error) {
    // The look after long calls will find it.
    deps.log.warn({ err: error }, 'a call that was left could not be ended');
  }
}
