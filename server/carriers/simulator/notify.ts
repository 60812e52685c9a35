import { after } from '#server/platform/clock.ts';
import { type ErrandRow, endErrand, putOff } from './errand-store.ts';
import { signatureFor } from './sign.ts';
import type { World } from './world.ts';

// A report is sent twice at most. A text in must not be lost to a server that restarts, so it is tried longer.
const attempts = { status: 2, inbound: 6 } as const;

/** Tells the account's server of a text's state or of a text in, by a signed form post; what fails comes again later. */
export async function notify(
  world: World,
  errand: ErrandRow & { kind: 'status' | 'inbound' },
  stop: AbortSignal,
): Promise<void> {
  const answer = await post(world, errand, stop);
  if (answer === 'ok') {
    await endErrand(world.pool, errand.id);
    return;
  }
  // Stopped in the middle: it stays lent out, and the next start takes it back without counting this attempt.
  if (stop.aborted) return;
  const facts = { sid: errand.text_sid, host: new URL(errand.url).host, attempt: errand.attempts, why: answer };
  if (errand.attempts >= attempts[errand.kind]) {
    await endErrand(world.pool, errand.id);
    world.log.warn(facts, 'webhook given up');
    return;
  }
  const wait = world.pace.retryMs * 3 ** (errand.attempts - 1);
  await putOff(world.pool, errand.id, after(world.clock.now(), wait));
  world.log.info(facts, 'webhook failed and will be sent again');
}

async function post(world: World, errand: ErrandRow, stop: AbortSignal): Promise<string> {
  // As it goes over the wire: percent-encoded, without the fragment. That is what the other side sees and checks.
  const { href } = Object.assign(new URL(errand.url), { hash: '' });
  try {
    const response = await fetch(href, {
      method: 'POST',
      headers: {
        'user-agent': 'TwilioProxy/1.1',
        'x-twilio-signature': signatureFor(world.account.token, href, errand.form),
        // The same on each attempt, so that a server can tell a repeat.
        'i-twilio-idempotency-token': `${errand.text_sid}-${errand.id}`,
      },
      body: new URLSearchParams(errand.form),
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(world.pace.webhookMs)]),
    });
    await response.body?.cancel();
    return response.ok ? 'ok' : `answered ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.name) : 'unknown';
  }
}
