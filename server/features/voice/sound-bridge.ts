import type { IncomingMessage } from 'node:http';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { frameBytes } from '#contract/mu-law.ts';
import { upgradeOf } from '#server/platform/http/sockets.ts';

/** Joins the two ends of a call's sound: the carrier's stream and the browser. Both reach the same process. */
export interface SoundBridge {
  /** The carrier brings a call's sound. */
  carrier(callId: string, request: IncomingMessage): void;
  /**
   * A browser hears and speaks. A second one of the same line takes over from the first. `watch` is given what cuts it off, and
   * answers how to stop watching.
   */
  browser(callId: string, request: IncomingMessage, watch: (cutOff: () => void) => () => void): void;
  /** Nobody who is gone from now on has left a call: the server stops. */
  close(): void;
}

interface Ends {
  carrier?: WebSocket;
  streamSid?: string;
  browser?: WebSocket;
}

/** `back`: for a page that reloads. `join`: whoever took the call may be asked for the microphone first. */
const usualPatience = { backMs: 8000, joinMs: 60_000 };
const most = { noServer: true, perMessageDeflate: false, maxPayload: 64 * 1024 };

/** `onLeft`: the browser of a call that goes on is gone and did not come back, or never came. */
export function createSoundBridge(onLeft: (callId: string) => Promise<void>, patience = usualPatience): SoundBridge {
  const sockets = new WebSocketServer(most);
  const calls = new Map<string, Ends>();
  const leaving = new Map<string, NodeJS.Timeout>();

  const endsOf = (callId: string) => {
    const known = calls.get(callId) ?? {};
    calls.set(callId, known);
    return known;
  };
  const forgetIfEmpty = (callId: string, ends: Ends) => {
    if (!ends.carrier && !ends.browser && calls.get(callId) === ends) calls.delete(callId);
  };
  const isOpen = (socket: WebSocket | undefined): socket is WebSocket => socket?.readyState === WebSocket.OPEN;

  /** The other side must not talk to nobody: where no browser is there after so long, the call ends. */
  const expectBrowser = (callId: string, ms: number) => {
    clearTimeout(leaving.get(callId));
    const timer = setTimeout(() => {
      leaving.delete(callId);
      const isGone = () => !isOpen(calls.get(callId)?.browser);
      // A carrier that cannot be told to end the call, or a call that is deleted, ends by its sound.
      if (isGone()) void onLeft(callId).finally(() => isGone() && calls.get(callId)?.carrier?.close());
    }, ms);
    timer.unref();
    leaving.set(callId, timer);
  };

  return {
    carrier(callId, request) {
      const { socket, head } = upgradeOf(request);
      sockets.handleUpgrade(request, socket, head, (ws) => {
        const ends = endsOf(callId);
        ends.carrier?.close();
        ends.carrier = ws;
        if (!isOpen(ends.browser)) expectBrowser(callId, patience.joinMs);
        ws.on('error', () => ws.terminate());
        ws.on('message', (data) => {
          const message = streamMessage(data);
          if (message?.streamSid !== undefined) ends.streamSid = message.streamSid;
          if (message?.frame && isOpen(ends.browser)) ends.browser.send(message.frame);
        });
        ws.on('close', () => {
          if (ends.carrier !== ws) return;
          delete ends.carrier;
          if (isOpen(ends.browser)) ends.browser.close(1000, 'the call is over');
          forgetIfEmpty(callId, ends);
        });
      });
    },
    browser(callId, request, watch) {
      const { socket, head } = upgradeOf(request);
      sockets.handleUpgrade(request, socket, head, (ws) => {
        const ends = endsOf(callId);
        ends.browser?.close(4000, 'taken over');
        ends.browser = ws;
        clearTimeout(leaving.get(callId));
        const unwatch = watch(() => ws.close(4001, 'signed out'));
        ws.on('error', () => ws.terminate());
        ws.on('message', (data, isBinary) => {
          if (!isBinary || !(data instanceof Buffer) || data.length > 20 * frameBytes) return;
          if (isOpen(ends.carrier) && ends.streamSid !== undefined)
            ends.carrier.send(
              JSON.stringify({
                event: 'media',
                streamSid: ends.streamSid,
                media: { payload: data.toString('base64') },
              }),
            );
        });
        ws.on('close', () => {
          unwatch();
          if (ends.browser !== ws) return;
          delete ends.browser;
          forgetIfEmpty(callId, ends);
          // A page that reloads comes back; one that is closed does not.
          expectBrowser(callId, patience.backMs);
        });
      });
    },
    close() {
      for (const timer of leaving.values()) clearTimeout(timer);
    },
  };
}

function streamMessage(data: RawData): { streamSid?: string; frame?: Buffer } | undefined {
  try {
    const message = JSON.parse(String(data)) as { streamSid?: unknown; media?: { payload?: unknown } }; // each part is looked at
    const payload = message.media?.payload;
    return {
      ...(typeof message.streamSid === 'string' && { streamSid: message.streamSid }),
      ...(typeof payload === 'string' && { frame: Buffer.from(payload, 'base64') }),
    };
  } catch {
    return undefined;
  }
}
