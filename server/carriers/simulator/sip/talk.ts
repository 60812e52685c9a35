import { hostPort } from './address.ts';
import { contactOf, type Dialog, within } from './dialog.ts';
import { type Edge, talkKey } from './edge.ts';
import type { Source } from './message.ts';
import { readSdp, writeAnswer } from './sdp.ts';
import type { Incoming } from './server-transactions.ts';
import type { SoundPort } from './sound-port.ts';

export interface Ending {
  /** Ends it from our side. */
  hangUp(): void;
}

export const contactAt = (here: Source): readonly [string, string] => [
  'contact',
  `<sip:${hostPort(here.host, here.port)}>`,
];

/** A telephone that is connected and silent for this long is gone. */
const silentMs = 300_000;

/**
 * Two sides talk until one puts down. `onEnd` is called when the far side did, or is gone; `onAcknowledged` at its ACK, which
 * bears its answer where it made no offer.
 */
export function startTalk(
  edge: Edge,
  dialog: Dialog,
  sound: SoundPort,
  on: { end(): void; acknowledged(body: string): void },
): Ending {
  const key = talkKey(dialog.callId, dialog.localTag);
  const watch = setInterval(() => {
    if (performance.now() - sound.heardAt() > silentMs) leave();
  }, 10_000);
  watch.unref();
  let isOver = false;
  let unacknowledged: Incoming | undefined;
  const close = () => {
    if (isOver) return false;
    isOver = true;
    clearInterval(watch);
    sound.close();
    edge.talks.delete(key);
    return true;
  };
  const hangUp = () => {
    if (!close()) return;
    const bye = within(dialog, 'BYE');
    if (bye) edge.client.request(bye, { response: () => undefined, timeout: () => undefined });
  };
  function leave() {
    hangUp();
    on.end();
  }
  edge.talks.set(key, {
    dialog,
    acknowledged(request) {
      unacknowledged?.acknowledged();
      unacknowledged = undefined;
      on.acknowledged(request.body);
    },
    request(incoming) {
      const { method, cseq } = incoming.request;
      if (cseq.number <= dialog.remoteSeq) return incoming.respond(500);
      dialog.remoteSeq = cseq.number;
      if (method === 'INVITE') {
        unacknowledged = incoming;
        incoming.onSilence = leave;
        return change(edge, dialog, sound, incoming);
      }
      incoming.respond(method === 'BYE' || method === 'OPTIONS' ? 200 : 405);
      if (method === 'BYE' && close()) on.end();
    },
  });
  return { hangUp };
}

/** A telephone puts the call on hold, takes it back, or has moved. */
function change(edge: Edge, dialog: Dialog, sound: SoundPort, incoming: Incoming): void {
  const { request, source } = incoming;
  const offer = readSdp(request.body);
  if (!offer) {
    incoming.respond(488);
    return;
  }
  dialog.target = contactOf(request) ?? dialog.target;
  sound.connect(offer);
  const here = edge.here(source);
  incoming.respond(200, {
    headers: [contactAt(here)],
    body: writeAnswer({ host: here.host, port: sound.port }, offer),
  });
}
