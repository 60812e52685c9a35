import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that nobody has now, by UDP and by TCP, and outside those that the system gives away by itself. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(20_000, 32_000);
    const probes = [createServer().listen(port, '127.0.0.1'), createSocket('udp4').bind(port, '127.0.0.1')];
    const free = await Promise.all(probes.map((probe) => once(probe, 'listening'))).then(
      () => true,
      () => false,
    );
    for (const probe of probes) probe.on('error', () => undefined).close();
    if (free) return port;
  }
  throw new Error('no free port');
}
