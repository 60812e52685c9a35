import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { WebSocket, WebSocketServer } from 'ws';
import type { ErrorSpec } from '#contract/endpoint.ts';
import { AppError } from '#server/platform/errors.ts';

interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}
const upgrades = new WeakMap<IncomingMessage, Upgrade>();

export const upgradeNeeded = {
  code: 'request.upgrade_needed',
  status: 426,
  message: 'This address speaks WebSocket.',
} as const satisfies ErrorSpec;

interface Stoppable extends Pick<FastifyInstance, 'server' | 'routing'> {
  addHook(name: 'preClose', run: () => Promise<void>): unknown;
}

/**
 * Lets requests that ask for a WebSocket run through the same routes as all others: access, limits and refusals included. A
 * route takes the socket over with `upgradeOf`, or answers as usual and the socket is closed.
 */
export function routeUpgrades(app: Stoppable): void {
  const server = app.server as Server; // we serve plain HTTP; TLS ends in front of us
  const open = new Set<Duplex>();
  // A server that stops waits for its connections, and these may last for hours.
  app.addHook('preClose', async () => {
    for (const socket of open) socket.destroy();
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrades.set(request, { socket, head });
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    const response = new ServerResponse(request);
    // A socket that answers in HTTP is no longer one that could be taken over.
    response.shouldKeepAlive = false;
    response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]); // Node hands over its own TCP socket
    response.on('finish', () => socket.end());
    app.routing(request, response);
  });
}

/** The socket of a request that asks for a WebSocket. Throws `request.upgrade_needed` for any other. */
export function upgradeOf(request: IncomingMessage): Upgrade {
  const upgrade = upgrades.get(request);
  if (!upgrade) throw new AppError(upgradeNeeded);
  return upgrade;
}

const relays = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 64 * 1024 });

/** Passes a WebSocket on to another server of ours, message for message. */
export function relaySocket(request: IncomingMessage, address: string): void {
  const { socket, head } = upgradeOf(request);
  relays.handleUpgrade(request, socket, head, (near) => {
    const far = new WebSocket(address, { perMessageDeflate: false });
    const pass = (from: WebSocket, to: WebSocket) => {
      from.on('message', (data, isBinary) => {
        if (to.readyState === WebSocket.OPEN) to.send(data, { binary: isBinary });
      });
      from.on('close', () => to.close());
      from.on('error', () => to.terminate());
    };
    pass(near, far);
    pass(far, near);
  });
}
