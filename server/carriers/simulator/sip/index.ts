import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Network } from '../voice/network.ts';
import type { VoiceWorld } from '../voice/world.ts';
import { hostPort } from './address.ts';
import { admits } from './admission.ts';
import { takeInvite } from './call-in.ts';
import { clientTransactions } from './client-transactions.ts';
import { allowed, type Edge, talkKey } from './edge.ts';
import { all, first, readMessage, type Source, writeResponse } from './message.ts';
import { type Pace, usualPace } from './pace.ts';
import { createRegistrar, type Registrar } from './registrar.ts';
import { type Incoming, serverTransactions } from './server-transactions.ts';

export interface SipEdge {
  /** `127.0.0.1:5060`: where telephones reach it. */
  readonly address: string;
  close(): Promise<void>;
}

export interface SipOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly pace?: Partial<Pace>;
}

/** Opens the network to telephones that speak SIP over UDP: they call served numbers, and are rung by the number they register. */
export async function openSip(world: VoiceWorld, network: Network, options: SipOptions): Promise<SipEdge> {
  const socket = createSocket(isIPv6(options.host) ? 'udp6' : 'udp4');
  await listen(socket, options);
  const { port } = socket.address();
  const pace = { ...usualPace, ...options.pace };
  let open = true;
  const send = (text: string, to: Source) => {
    // An address that does not exist is like a telephone that does not answer: the transaction's own clock decides.
    if (open)
      socket.send(text, to.port, to.host, (error) => error && world.log.debug({ why: error.message }, 'not sent'));
  };
  const here = (): Source => ({ host: ownAddress(options.host), port });
  const client = clientTransactions(send, pace, here);
  const edge: Edge = { world, network, client, here, host: options.host, talks: new Map() };
  const registrar = createRegistrar(edge);
  const server = serverTransactions(send, pace, {
    request: (incoming) =>
      void follow(edge, registrar, incoming).catch((error: unknown) => fail(edge, incoming, error)),
    acknowledgement: (request) => edge.talks.get(talkKey(request.callId, request.to.tag ?? ''))?.acknowledged(request),
  });
  socket.on('message', (bytes, from) => {
    try {
      const source = { host: from.address, port: from.port };
      const message = readMessage(bytes);
      if (message?.kind === 'request') server.receive(message, source);
      if (message?.kind === 'response') client.receive(message);
      if (message?.kind === 'bad' && message.method !== 'ACK')
        send(writeResponse(message, 400, { source, toTag: 'bad' }), source);
    } catch (error) {
      // Whatever somebody sends, the next call must find us there.
      world.log.error({ err: error }, 'a SIP message could not be followed');
    }
  });
  return {
    address: hostPort(options.host, port),
    async close() {
      registrar.close();
      open = false;
      server.close();
      client.close();
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

function listen(socket: Socket, at: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(at.port, at.host, () => {
      socket.off('error', reject);
      socket.on('error', () => undefined);
      resolve();
    });
  });
}

/** What a telephone is told to send to: where all addresses are listened on, the first that is not this machine's alone. */
function ownAddress(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host;
  const family = host === '::' ? 'IPv6' : 'IPv4';
  const found = Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .find((one) => one.family === family && !one.internal);
  return found?.address ?? (host === '::' ? '::1' : '127.0.0.1');
}

async function follow(edge: Edge, registrar: Registrar, incoming: Incoming): Promise<void> {
  const { request } = incoming;
  if (request.to.tag !== undefined) {
    const talk = edge.talks.get(talkKey(request.callId, request.to.tag));
    if (!talk || talk.dialog.remoteTag !== request.from.tag) return incoming.respond(481);
    return talk.request(incoming);
  }
  const wanted = all(request.headers, 'require');
  if (wanted.length > 0) return incoming.respond(420, { headers: [['unsupported', wanted.join(', ')]] });
  if (first(request.headers, 'max-forwards') === '0' && request.method !== 'REGISTER') return incoming.respond(483);
  switch (request.method) {
    case 'OPTIONS':
      return incoming.respond(200, {
        headers: [
          ['allow', allowed],
          ['accept', 'application/sdp'],
        ],
        toTag: 'options',
      });
    case 'REGISTER':
      return admits(edge.world.account, incoming, Date.now()) ? registrar.take(incoming) : undefined;
    case 'INVITE':
      return admits(edge.world.account, incoming, Date.now()) ? takeInvite(edge, incoming) : undefined;
    case 'BYE':
      return incoming.respond(481);
    default:
      return incoming.respond(405, { headers: [['allow', allowed]] });
  }
}

function fail(edge: Edge, incoming: Incoming, error: unknown): void {
  edge.world.log.error({ err: error, method: incoming.request.method }, 'a SIP request failed');
  incoming.respond(500);
}
