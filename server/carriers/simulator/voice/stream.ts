import { WebSocket } from 'ws';
import { newSid } from '../account.ts';
import { signatureFor } from '../sign.ts';
import { once } from './listen.ts';
import type { Verb } from './twiml.ts';
import type { LiveCall, VoiceWorld } from './world.ts';

/** `<Connect><Stream>`: the call's sound goes to the account's server and comes back from it, until one of them ends it. */
export async function stream(
  world: VoiceWorld,
  call: LiveCall,
  verb: Extract<Verb, { verb: 'stream' }>,
  stop: AbortSignal,
): Promise<void> {
  const streamSid = newSid('MZ');
  const asHttp = verb.url.replace(/^ws/, 'http');
  const socket = new WebSocket(verb.url, {
    headers: { 'x-twilio-signature': signatureFor(world.account.token, verb.url, {}) },
    handshakeTimeout: world.pace.webhookMs,
    perMessageDeflate: false,
  });
  const closed = new AbortController();
  socket.on('error', (error) => world.log.warn({ why: error.message, host: new URL(asHttp).host }, 'no media stream'));
  socket.on('close', () => closed.abort());
  let sequence = 0;
  const send = (event: string, more: object) => {
    sequence += 1;
    socket.send(JSON.stringify({ event, sequenceNumber: String(sequence), streamSid, ...more }));
  };
  const begun = performance.now();
  let chunk = 0;
  const hear = (frame: Uint8Array) => {
    if (socket.readyState !== WebSocket.OPEN) return;
    chunk += 1;
    const timestamp = String(Math.round(performance.now() - begun));
    const payload = Buffer.from(frame).toString('base64');
    send('media', { media: { track: 'inbound', chunk: String(chunk), timestamp, payload } });
  };
  const press = (digit: string) => {
    if (socket.readyState === WebSocket.OPEN) send('dtmf', { dtmf: { track: 'inbound_track', digit } });
  };
  socket.on('open', () => {
    socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
    send('start', {
      start: {
        accountSid: world.account.sid,
        streamSid,
        callSid: call.sid,
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        customParameters: verb.parameters,
      },
    });
    call.listeners.add(hear);
    call.onKeys.add(press);
  });
  socket.on('message', (data) => {
    const payload = mediaIn(String(data));
    if (payload) call.telephone.hear(payload);
  });
  await Promise.race([once(closed.signal), once(stop)]);
  call.listeners.delete(hear);
  call.onKeys.delete(press);
  if (socket.readyState === WebSocket.OPEN)
    send('stop', { stop: { accountSid: world.account.sid, callSid: call.sid } });
  socket.close();
}

function mediaIn(text: string): Uint8Array | undefined {
  try {
    const message = JSON.parse(text) as { event?: unknown; media?: { payload?: unknown } }; // looked at below, field by field
    const payload = message.event === 'media' ? message.media?.payload : undefined;
    return typeof payload === 'string' ? Buffer.from(payload, 'base64') : undefined;
  } catch {
    return undefined;
  }
}
