import { once } from 'node:events';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { relaySocket, routeUpgrades, upgradeOf } from './sockets.ts';

const sockets = new WebSocketServer({ noServer: true });

/** A server where one can stay on the line: at `/talk`, or passed on to such a one. */
async function serve(onwards?: string) {
  const app = Fastify();
  app.get('/talk', (request, reply) => {
    reply.hijack();
    if (onwards !== undefined) return relaySocket(request.raw, onwards);
    const { socket, head } = upgradeOf(request.raw);
    sockets.handleUpgrade(request.raw, socket, head, (ws) => ws.send('hello'));
  });
  routeUpgrades(app);
  return { app, address: `${(await app.listen({ port: 0 })).replace(/^http/, 'ws')}/talk` };
}

async function talk(address: string) {
  const socket = new WebSocket(address);
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}

test('a server stops at once, whoever is on the line, also by way of another', { timeout: 10_000 }, async () => {
  const far = await serve();
  const near = await serve(far.address);
  const open = [await talk(far.address), await talk(near.address)];
  const gone = open.map((socket) => once(socket, 'close'));
  const began = performance.now();
  await near.app.close();
  await far.app.close();
  await Promise.all(gone);
  expect(performance.now() - began).toBeLessThan(2000);
});
