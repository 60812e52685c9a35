import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { frameBytes, silentByte } from '#contract/mu-law.ts';
import type { Ticker } from '../voice/ticker.ts';
import { aLawFromMuLaw, muLawFromALaw } from './a-law.ts';
import { isAfter, keyIn, type Packet, readPacket, writePacket } from './rtp.ts';
import { payloadOf, type Sound } from './sdp.ts';

/** One telephone's sound, over a UDP port of its own. */
export interface SoundPort {
  readonly port: number;
  /** From now on sound goes both ways, as agreed. */
  connect(sound: Sound): void;
  hear(frame: Uint8Array): void;
  /** When the telephone was heard last, by `performance.now()`. */
  heardAt(): number;
  close(): void;
}

interface Listener {
  sound(frame: Uint8Array): void;
  key(key: string): void;
}

const silence = new Uint8Array(frameBytes).fill(silentByte);
const quietTicks = 10;

/** Opens a port for the sound of one call. `host`: the address it is bound to. */
export async function openSoundPort(ticker: Ticker, host: string, listener: Listener): Promise<SoundPort> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, host, resolve);
  });
  socket.removeAllListeners('error');
  // A telephone that is gone makes the system report an error for what is sent to it; the call ends by other means.
  socket.on('error', () => undefined);
  let peer: Sound | undefined;
  let open = true;
  let unheard = 0;
  let heardAt = performance.now();
  const hearing = createHearing(listener);
  const write = createWriter();
  const send = (frame: Uint8Array) => {
    if (!open || !peer?.hears) return;
    socket.send(
      write(payloadOf[peer.codec], peer.codec === 'PCMA' ? aLawFromMuLaw(frame) : frame),
      peer.port,
      peer.host,
    );
  };
  // Telephones and what stands between take a stream that stops for one that broke: who says nothing sends silence.
  const leave = ticker.add(() => {
    unheard += 1;
    if (unheard > quietTicks) send(silence);
  });
  socket.on('message', (bytes, from) => {
    const packet = readPacket(bytes);
    if (!packet || !peer || from.address !== peer.host) return;
    heardAt = performance.now();
    hearing(packet, peer);
  });
  return {
    port: socket.address().port,
    connect(sound) {
      peer = sound;
      heardAt = performance.now();
    },
    hear(frame) {
      unheard = 0;
      send(frame);
    },
    heardAt: () => heardAt,
    close() {
      open = false;
      leave();
      socket.close();
    },
  };
}

/** Puts what arrives together: sound in frames of 20 ms whatever the packets hold, each key once. */
function createHearing(listener: Listener) {
  let last: number | undefined;
  let source: number | undefined;
  let lastKey: number | undefined;
  let rest = new Uint8Array(0);
  return (packet: Packet, peer: Sound) => {
    if (packet.type === peer.keys) {
      // A key comes in many packets, and the last one three times; they bear the time it was pressed.
      if (packet.timestamp === lastKey) return;
      const key = keyIn(packet.payload);
      lastKey = packet.timestamp;
      if (key !== undefined) listener.key(key);
      return;
    }
    if (packet.type !== payloadOf.PCMU && packet.type !== payloadOf.PCMA) return;
    // What comes late or twice is left out; a new source begins anew.
    if (packet.source === source && last !== undefined && !isAfter(packet.sequence, last)) return;
    source = packet.source;
    last = packet.sequence;
    const sound = packet.type === payloadOf.PCMA ? muLawFromALaw(packet.payload) : packet.payload;
    const bytes = new Uint8Array(rest.length + sound.length);
    bytes.set(rest);
    bytes.set(sound, rest.length);
    const whole = bytes.length - (bytes.length % frameBytes);
    for (let at = 0; at < whole; at += frameBytes) listener.sound(bytes.subarray(at, at + frameBytes));
    rest = bytes.slice(whole);
  };
}

/** Numbers packets and gives them their time: one frame after the other, and after a pause by the clock. */
function createWriter() {
  const source = randomInt(2 ** 32);
  const begun = performance.now();
  const offset = randomInt(2 ** 31);
  let sequence = randomInt(2 ** 16);
  let time = -frameBytes;
  let isFirst = true;
  return (type: number, payload: Uint8Array): Uint8Array => {
    const clock = Math.floor((performance.now() - begun) / 20) * frameBytes;
    time += frameBytes;
    const paused = clock - time > 5 * frameBytes;
    if (paused) time = clock;
    const marker = isFirst || paused;
    isFirst = false;
    sequence = (sequence + 1) & 0xffff;
    return writePacket({ type, marker, sequence, timestamp: offset + time, source, payload });
  };
}
