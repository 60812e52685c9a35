import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { vi } from 'vitest';
import { type Request, type Response, readMessage } from '#server/carriers/simulator/sip/message.ts';

let count = 0;

/** A SIP telephone that does nothing by itself but take a BYE: a test writes each message, and looks at each that came. */
export async function sipPeer(server: string) {
  const [host = '', port = ''] = server.split(':');
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const own = socket.address().port;
  const came: { text: string; at: number }[] = [];
  socket.on('message', (bytes) => {
    const text = bytes.toString();
    came.push({ text, at: performance.now() });
    const message = readMessage(bytes);
    // It may always be hung up on.
    if (message?.kind === 'request' && message.method === 'BYE')
      socket.send(answerTo(message, '200 OK'), Number(port), host);
  });
  const read = () => came.map(({ text }) => readMessage(Buffer.from(text)));
  const responses = (method = 'INVITE') =>
    read().filter((one): one is Response => one?.kind === 'response' && one.cseq.method === method);
  const requests = (method: string) =>
    read().filter((one): one is Request => one?.kind === 'request' && one.method === method);
  const soon = <T>(look: () => T | undefined): Promise<T> =>
    vi.waitFor(
      () => {
        const found = look();
        if (found === undefined) throw new Error(`not yet; there is: ${came.map(({ text }) => text.split('\r\n')[0])}`);
        return found;
      },
      { timeout: 10_000, interval: 10 },
    );
  return {
    port: own,
    came,
    responses,
    requests,
    send: (text: string | Uint8Array) => socket.send(text, Number(port), host),
    /** Waits for an answer with this status. */
    answer: (status: number, method?: string) =>
      soon(() => responses(method).find((response) => response.status === status)),
    asked: (method: string, nth = 1) => soon(() => requests(method)[nth - 1]),
    forget: () => came.splice(0),
    close: () => socket.close(),
    /** The parts of one call from here. */
    call(from: string, to: string) {
      count += 1;
      const id = `call-${process.pid}-${count}`;
      return {
        id,
        request: (
          method: string,
          { branch = `${id}-1`, seq = 1, toTag = '', headers = '', body = '', cseq = method } = {},
        ) =>
          [
            `${method} sip:${to}@${server} SIP/2.0`,
            `Via: SIP/2.0/UDP 127.0.0.1:${own};branch=z9hG4bK${branch};rport`,
            `From: "Grace" <sip:${from}@127.0.0.1:${own}>;tag=from-${id}`,
            `To: <sip:${to}@${server}>${toTag && `;tag=${toTag}`}`,
            `Call-ID: ${id}`,
            `CSeq: ${seq} ${cseq}`,
            `Contact: <sip:${from}@127.0.0.1:${own}>`,
            'Max-Forwards: 70',
            ...(headers === '' ? [] : [headers]),
            ...(body === '' ? [] : ['Content-Type: application/sdp']),
            `Content-Length: ${Buffer.byteLength(body)}`,
            '',
            body,
          ].join('\r\n'),
      };
    },
  };
}

/** An answer of a telephone to a request that came to it. */
export function answerTo(
  request: Request,
  status: string,
  more: { tag?: string; contact?: string; body?: string } = {},
) {
  const echoed = request.headers
    .filter(([name]) => ['via', 'from', 'to', 'call-id', 'cseq'].includes(name))
    .map(([name, value]) => `${name}: ${value}${name === 'to' && more.tag ? `;tag=${more.tag}` : ''}`);
  const body = more.body ?? '';
  return [
    `SIP/2.0 ${status}`,
    ...echoed,
    ...(more.contact ? [`Contact: <${more.contact}>`] : []),
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

/** A description of sound that takes µ-law or A-law at a port. */
export const sdpAt = (port: number, types = '0 101') =>
  [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP ${types}`,
    'a=rtpmap:101 telephone-event/8000',
    'a=sendrecv',
    '',
  ].join('\r\n');
