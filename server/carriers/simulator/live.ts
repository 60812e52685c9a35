import type { ServerResponse } from 'node:http';

/** Pages that watch the handsets. */
export interface Live {
  watch(response: ServerResponse): void;
  /** Something of this handset changed; `*`: of any. */
  tell(number: string): void;
  close(): void;
}

const heartbeatMs = 20_000;

export function createLive(): Live {
  const watchers = new Set<ServerResponse>();
  const write = (text: string) => {
    for (const watcher of watchers) watcher.write(text);
  };
  // Proxies end a connection on which nothing moves.
  const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
  heartbeat.unref();
  return {
    watch(response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write('retry: 1000\n\n');
      watchers.add(response);
      response.on('close', () => watchers.delete(response));
    },
    tell: (number) => write(`data: ${number}\n\n`),
    close() {
      clearInterval(heartbeat);
      for (const watcher of watchers) watcher.end();
      watchers.clear();
    },
  };
}
