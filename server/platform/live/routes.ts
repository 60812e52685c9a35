import { live, type Topic, topics } from '#contract/live.ts';
import { type App, mount } from '#server/platform/http/mount.ts';
import type { LiveNews, News } from './live.ts';

const heartbeatMs = 25_000;

/** Streams the line's news to its open pages. The stream of a session that ends is told so and closed. */
export function liveRoutes(app: App, deps: { live: LiveNews }): void {
  const open = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });
  mount(app, live.stream, ({ caller, query, reply }) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    raw.write('retry: 2000\n\n');
    const beat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs);
    const write = (topic: Topic) => raw.write(`event: ${topic}\ndata: {}\n\n`);
    const hear = (news: News | undefined) => {
      if (news === undefined) return topics.filter((topic) => topic !== 'signed-out').forEach(write);
      if (news.topic === 'keys') return;
      if (news.topic !== 'signed-out') return void write(news.topic);
      if (news.session !== caller.sessionId) return;
      write('signed-out');
      end();
    };
    const unlisten = deps.live.listen(caller, hear, query.ago);
    const end = () => {
      clearInterval(beat);
      unlisten();
      open.delete(end);
      raw.end();
    };
    open.add(end);
    raw.on('close', end);
    return '';
  });
}
