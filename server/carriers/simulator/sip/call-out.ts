import { randomUUID } from 'node:crypto';
import type { Hooks, Refusal, Telephone } from '../voice/telephone.ts';
import { hostPort } from './address.ts';
import type { Order } from './client-transactions.ts';
import { dialogBy, newTag, within } from './dialog.ts';
import { allowed, type Edge } from './edge.ts';
import type { Response, Source } from './message.ts';
import { readSdp, writeOffer } from './sdp.ts';
import { openSoundPort, type SoundPort } from './sound-port.ts';
import { contactAt, type Ending, startTalk } from './talk.ts';

/** A telephone that registered: what it wants to be called by, and where that is sent. */
export interface Contact {
  readonly uri: string;
  readonly at: Source;
}

/** Rings a telephone that registered. */
export function telephoneAt(edge: Edge, contact: Contact, hooks: Hooks): Telephone {
  let isOver = false;
  let call: Ending | undefined;
  let sound: SoundPort | undefined;
  return {
    ring(from) {
      void openSoundPort(edge.world.ticker, edge.host, { sound: hooks.sound, key: hooks.key })
        .then((opened) => {
          sound = opened;
          if (isOver) return opened.close();
          call = invite(edge, { contact, from, hooks, sound: opened });
        })
        .catch((error: unknown) => {
          edge.world.log.error({ err: error }, 'a telephone could not be rung');
          hooks.refuse('unreachable');
        });
    },
    connected: () => undefined,
    hear: (frame) => sound?.hear(frame),
    ended() {
      isOver = true;
      call?.hangUp();
    },
  };
}

interface Ring {
  readonly contact: Contact;
  readonly from: string;
  readonly hooks: Hooks;
  readonly sound: SoundPort;
}

function invite(edge: Edge, { contact, from, hooks, sound }: Ring): Ending {
  const here = edge.here(contact.at);
  const order: Order = {
    method: 'INVITE',
    uri: contact.uri,
    to: contact.at,
    headers: [
      ['from', `<sip:${from}@${hostPort(here.host, here.port)}>;tag=${newTag()}`],
      ['to', `<${contact.uri}>`],
      ['call-id', randomUUID()],
      ['cseq', '1 INVITE'],
      contactAt(here),
      ['allow', allowed],
    ],
    body: writeOffer({ host: here.host, port: sound.port }),
  };
  let isOver = false;
  let talk: Ending | undefined;
  const refuse = (how: Refusal) => {
    if (isOver) return;
    isOver = true;
    sound.close();
    hooks.refuse(how);
  };
  const answered = (response: Response) => {
    const dialog = dialogBy(order, response);
    const answer = readSdp(response.body);
    const isFirst = talk === undefined && !isOver;
    if (isFirst && answer) {
      sound.connect(answer);
      talk = startTalk(edge, dialog, sound, { end: () => hooks.hangUp(), acknowledged: () => undefined });
      tagged = dialog.remoteTag;
    }
    const acknowledgement = within(dialog, 'ACK', response.cseq.number);
    if (acknowledgement) edge.client.acknowledge(acknowledgement);
    if (isFirst && answer) return hooks.answer();
    if (dialog.remoteTag === tagged) return;
    // Answered too late, by a second telephone, or in a way nobody can talk over: it is hung up on at once.
    const bye = within(dialog, 'BYE');
    if (bye) edge.client.request(bye, { response: () => undefined, timeout: () => undefined });
    tagged ??= dialog.remoteTag;
    if (isFirst) refuse('unreachable');
  };
  let tagged: string | undefined;
  const outgoing = edge.client.request(order, {
    timeout: () => refuse('unreachable'),
    response(response) {
      if (response.status < 200) return;
      if (response.status < 300) answered(response);
      else refuse(refusals[response.status] ?? 'unreachable');
    },
  });
  return {
    hangUp() {
      if (talk) return talk.hangUp();
      if (isOver) return;
      isOver = true;
      sound.close();
      outgoing.cancel();
    },
  };
}

const refusals: Readonly<Partial<Record<number, Refusal>>> = {
  486: 'busy',
  600: 'busy',
  603: 'declined',
  403: 'declined',
};
