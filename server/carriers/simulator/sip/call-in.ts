import { ensureHandset } from '../handset-store.ts';
import type { Hooks, Telephone } from '../voice/telephone.ts';
import { numberAt } from './address.ts';
import { dialogFrom, newTag } from './dialog.ts';
import { type Edge, mostCalls } from './edge.ts';
import { first, type Request } from './message.ts';
import { readSdp, type Sound, writeAnswer, writeOffer } from './sdp.ts';
import type { Incoming } from './server-transactions.ts';
import { openSoundPort, type SoundPort } from './sound-port.ts';
import { contactAt, type Ending, startTalk } from './talk.ts';

/** A telephone calls: the number it dialled is called over the network, and its answers come from there. */
export async function takeInvite(edge: Edge, incoming: Incoming): Promise<void> {
  const { request } = incoming;
  const [to, from] = [numberAt(request.uri), callerOf(request)];
  const offer = readSdp(request.body);
  const isOffer = /^application\/sdp\b/i.test(first(request.headers, 'content-type') ?? '');
  if (request.body !== '' && !isOffer) return incoming.respond(415, { headers: [['accept', 'application/sdp']] });
  if (request.body !== '' && !offer) return incoming.respond(488);
  if (to === undefined) return incoming.respond(404);
  if (from === undefined || request.from.tag === undefined) return incoming.respond(403);
  if (edge.talks.size >= mostCalls) return incoming.respond(503, { headers: [['retry-after', '10']] });
  incoming.respond(100);
  const { pool, clock } = edge.world;
  // A number that is served here calls from here, never from a telephone outside.
  if (from !== hidden && !(await ensureHandset(pool, from, clock.now()))) return incoming.respond(403);
  await begin(edge, incoming, { from, to, offer });
}

const hidden = 'anonymous';

/** The number that calls: a telephone may hide it. */
function callerOf(request: Request): string | undefined {
  return /^sips?:anonymous@/i.test(request.from.uri) ? hidden : numberAt(request.from.uri);
}

async function begin(
  edge: Edge,
  incoming: Incoming,
  call: { readonly from: string; readonly to: string; readonly offer: Sound | undefined },
): Promise<void> {
  let hooks: Hooks | undefined;
  const sound = await openSoundPort(edge.world.ticker, edge.host, {
    sound: (frame) => hooks?.sound(frame),
    key: (key) => hooks?.key(key),
  });
  const toTag = newTag();
  const refuse = (status: number) => {
    incoming.respond(status, { toTag });
    sound.close();
  };
  let takenBack = false;
  incoming.onCancel = () => {
    takenBack = true;
    hooks?.hangUp();
  };
  const live = await edge.network.callIn(call.from, call.to, (theirs) => {
    hooks = theirs;
    return callerTelephone(edge, incoming, { sound, toTag, offer: call.offer, hooks: theirs });
  });
  if (!live) return refuse(404);
  if (takenBack) hooks?.hangUp();
  if (!incoming.isAnswered()) incoming.respond(180, { toTag });
}

interface Caller {
  readonly sound: SoundPort;
  readonly toTag: string;
  readonly offer: Sound | undefined;
  readonly hooks: Hooks;
}

/** The telephone of the caller, as the network talks to it. */
function callerTelephone(edge: Edge, incoming: Incoming, caller: Caller): Telephone {
  const { sound, toTag, offer, hooks } = caller;
  let talk: Ending | undefined;
  return {
    ring: () => undefined,
    hear: (frame) => sound.hear(frame),
    connected() {
      if (incoming.isAnswered()) return;
      const here = edge.here(incoming.source);
      const at = { host: here.host, port: sound.port };
      if (offer) sound.connect(offer);
      const dialog = dialogFrom(incoming.request, toTag);
      const hangUp = () => {
        talk?.hangUp();
        hooks.hangUp();
      };
      talk = startTalk(edge, dialog, sound, {
        end: () => hooks.hangUp(),
        acknowledged(body) {
          incoming.acknowledged();
          if (offer) return;
          const answer = readSdp(body);
          if (answer) sound.connect(answer);
          else hangUp();
        },
      });
      incoming.onSilence = hangUp;
      const body = offer ? writeAnswer(at, offer) : writeOffer(at);
      incoming.respond(200, { toTag, headers: [contactAt(here)], body });
    },
    ended(status, sipCode) {
      if (talk) return talk.hangUp();
      incoming.respond(sipCode ?? unanswered[status] ?? 480, { toTag });
      sound.close();
    },
  };
}

const unanswered: Readonly<Partial<Record<string, number>>> = { busy: 486, canceled: 487 };
