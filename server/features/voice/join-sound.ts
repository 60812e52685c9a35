import type { FastifyRequest } from 'fastify';
import { voiceErrors as e } from '#contract/voice.ts';
import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { sameSite } from '#server/platform/http/same-site.ts';
import type { SoundBridge } from './sound-bridge.ts';
import { findCall } from './store.ts';

/** Lets a browser of the line hear and speak on a call that it is on. Throws `voice.unknown_call`, `request.cross_origin`. */
export async function joinSound(
  deps: Deps,
  bridge: SoundBridge,
  caller: Caller,
  callId: string,
  request: FastifyRequest,
): Promise<void> {
  // A socket is opened by GET, with the cookie: another site's page must not be able to listen.
  if (!sameSite(request, new URL(deps.config.publicUrl).origin)) throw new AppError(e.foreignPage);
  const call = await findCall(deps.db, { companyId: caller.companyId, callId });
  if (!call || call.lineId !== caller.lineId || call.browser !== 'on' || call.endedAt !== null)
    throw new AppError(e.unknownCall);
  bridge.browser(callId, request.raw, (cutOff) =>
    deps.live.listen(caller, (news) => {
      // A session that ends is dead at once (R12), and must not go on listening.
      if (news?.topic === 'signed-out' && news.session === caller.sessionId) cutOff();
    }),
  );
}
