import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { frameBytes } from '#contract/mu-law.ts';
import { clientTransactions, type Order } from '#server/carriers/simulator/sip/client-transactions.ts';
import { type Dialog, dialogBy, newTag, within } from '#server/carriers/simulator/sip/dialog.ts';
import { type Request, readMessage, type Source } from '#server/carriers/simulator/sip/message.ts';
import { usualPace } from '#server/carriers/simulator/sip/pace.ts';
import { readPacket, writePacket } from '#server/carriers/simulator/sip/rtp.ts';
import { readSdp, writeAnswer, writeOffer } from '#server/carriers/simulator/sip/sdp.ts';
import { serverTransactions } from '#server/carriers/simulator/sip/server-transactions.ts';
import { createTicker, type Ticker } from '#server/carriers/simulator/voice/ticker.ts';

/** A telephone on a call: it sends a frame every 20 ms, silence where nothing is to be said, and keeps what it hears. */
export interface Phone {
  /** The other side's number, as it was shown. */
  readonly with: string;
  readonly heard: Uint8Array[];
  /** Says these frames; resolves when the last one is sent. */
  say(frames: readonly Uint8Array[]): Promise<void>;
  hangUp(): void;
  readonly over: Promise<void>;
}

export interface Telephones {
  call(from: string, to: string): Promise<Phone>;
  /** Answers every call to this number at once. */
  answerAt(number: string, taken: (phone: Phone) => void): Promise<void>;
  close(): void;
}

const silence = new Uint8Array(frameBytes).fill(0xff);

/** Telephones that speak SIP to a server, all from one port; each call has its own for sound. */
export async function openTelephones(server: string): Promise<Telephones> {
  const at: Source = { host: server.split(':')[0] ?? '', port: Number(server.split(':')[1]) };
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const here: Source = { host: '127.0.0.1', port: socket.address().port };
  const ticker = createTicker();
  const endings = new Map<string, () => void>();
  const answering = new Map<string, (phone: Phone) => void>();
  const send = (text: string, to: Source) => socket.send(text, to.port, to.host);
  const client = clientTransactions(send, usualPace, () => here);
  const incoming = serverTransactions(send, usualPace, {
    acknowledgement: () => undefined,
    request: (one) => {
      const { request } = one;
      if (request.method === 'BYE') {
        one.respond(200);
        endings.get(request.callId)?.();
      }
      if (request.method === 'INVITE')
        void answer(request).then(({ body, toTag }) =>
          one.respond(200, { body, toTag, headers: [['contact', `<sip:${here.host}:${here.port}>`]] }),
        );
    },
  });
  socket.on('message', (bytes, from) => {
    const message = readMessage(bytes);
    if (message?.kind === 'response') client.receive(message);
    if (message?.kind === 'request') incoming.receive(message, { host: from.address, port: from.port });
  });
  const order = (method: string, from: string, to: string): Order => ({
    method,
    uri: `sip:${to}@${server}`,
    to: at,
    headers: [
      ['from', `<sip:${from}@${here.host}:${here.port}>;tag=${newTag()}`],
      ['to', `<sip:${to}@${server}>`],
      ['call-id', randomUUID()],
      ['cseq', `1 ${method}`],
      ['contact', `<sip:${from}@${here.host}:${here.port}>`],
    ],
  });
  const begin = (callId: string, other: string, sound: Sound, hangUp: () => void): Phone => {
    const over = new Promise<void>((resolve) =>
      endings.set(callId, () => {
        sound.close();
        endings.delete(callId);
        resolve();
      }),
    );
    return {
      with: other,
      heard: sound.heard,
      say: sound.say,
      over,
      hangUp() {
        hangUp();
        endings.get(callId)?.();
      },
    };
  };
  async function answer(request: Request) {
    const sound = await openSound(ticker);
    const offer = readSdp(request.body);
    if (!offer) throw new Error('an INVITE without sound');
    sound.connect(offer);
    const number = /sip:([^@]+)@/.exec(request.from.uri)?.[1] ?? '';
    const [taken] = answering.values();
    taken?.(begin(request.callId, number, sound, () => undefined));
    return { body: writeAnswer({ host: here.host, port: sound.port }, offer), toTag: newTag() };
  }
  return {
    async call(from, to) {
      const sound = await openSound(ticker);
      const invite = { ...order('INVITE', from, to), body: writeOffer({ host: here.host, port: sound.port }) };
      let dialog: Dialog | undefined;
      await new Promise<void>((resolve, reject) => {
        client.request(invite, {
          timeout: () => reject(new Error('an INVITE was never answered')),
          response(response) {
            if (response.status < 200) return;
            const answered = readSdp(response.body);
            if (response.status >= 300 || !answered) return reject(new Error(`INVITE was answered ${response.status}`));
            dialog ??= dialogBy(invite, response);
            const ack = within(dialog, 'ACK', 1);
            if (ack) client.acknowledge(ack);
            sound.connect(answered);
            resolve();
          },
        });
      });
      const callId = invite.headers.find(([name]) => name === 'call-id')?.[1] ?? '';
      return begin(callId, to, sound, () => {
        const bye = dialog && within(dialog, 'BYE');
        if (bye) client.request(bye, { response: () => undefined, timeout: () => undefined });
      });
    },
    answerAt: (number, taken) =>
      new Promise((resolve, reject) => {
        answering.set(number, taken);
        client.request(order('REGISTER', number, number), {
          response: ({ status }) => (status === 200 ? resolve() : reject(new Error(`REGISTER: ${status}`))),
          timeout: () => reject(new Error('REGISTER was never answered')),
        });
      }),
    close() {
      for (const end of [...endings.values()]) end();
      ticker.close();
      client.close();
      incoming.close();
      socket.close();
    },
  };
}

interface Sound {
  readonly port: number;
  readonly heard: Uint8Array[];
  connect(to: { host: string; port: number }): void;
  say(frames: readonly Uint8Array[]): Promise<void>;
  close(): void;
}

async function openSound(ticker: Ticker): Promise<Sound> {
  const socket: Socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const heard: Uint8Array[] = [];
  socket.on('message', (bytes) => {
    const packet = readPacket(bytes);
    if (packet) heard.push(packet.payload);
  });
  let peer: { host: string; port: number } | undefined;
  let sequence = 0;
  let waiting: readonly Uint8Array[] = [];
  let place = 0;
  let said = () => {};
  const leave = ticker.add(() => {
    if (!peer) return;
    const payload = waiting[place] ?? silence;
    place += 1;
    sequence += 1;
    const packet = { type: 0, marker: sequence === 1, sequence, timestamp: sequence * frameBytes, source: 1, payload };
    socket.send(writePacket({ ...packet, sequence: sequence & 0xffff }), peer.port, peer.host);
    if (place === waiting.length) said();
  });
  return {
    port: socket.address().port,
    heard,
    connect: (to) => {
      peer = to;
    },
    say: (frames) =>
      new Promise((resolve) => {
        [waiting, place, said] = [frames, 0, resolve];
      }),
    close() {
      leave();
      socket.close();
    },
  };
}
