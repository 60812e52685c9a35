import { readUri } from './address.ts';
import { type Headers, type Request, type Source, writeResponse } from './message.ts';
import type { Pace, Send } from './pace.ts';

export interface Answer {
  readonly toTag?: string;
  readonly headers?: Headers;
  readonly body?: string;
}

/** A request that came, to be answered once for good; what is repeated is answered by itself. */
export interface Incoming {
  readonly request: Request;
  readonly source: Source;
  /** Answers; nothing after a final answer. */
  respond(status: number, answer?: Answer): void;
  readonly isAnswered: () => boolean;
  /** Called when the caller takes an unanswered INVITE back. */
  onCancel: () => void;
  /** Called when a final answer to an INVITE is never acknowledged. */
  onSilence: () => void;
  /** The answer has arrived: it is not sent any more. */
  acknowledged(): void;
}

export interface ServerTransactions {
  receive(request: Request, source: Source): void;
  close(): void;
}

// More than any telephone needs, less than would fill the memory.
const most = 20_000;

/** Requests that come in: each is passed on once (RFC 3261, 17.2). */
export function serverTransactions(
  send: Send,
  pace: Pace,
  on: { request(incoming: Incoming): void; acknowledgement(request: Request): void },
): ServerTransactions {
  const known = new Map<string, Transaction>();
  const forget = (key: string) => {
    known.get(key)?.stop();
    known.delete(key);
  };
  return {
    receive(request, source) {
      const key = keyOf(request, request.method === 'ACK' ? 'INVITE' : request.method);
      const found = known.get(key);
      if (request.method === 'ACK') {
        if (found?.refused()) found.incoming.acknowledged();
        else on.acknowledgement(request);
        return;
      }
      if (found) return found.repeat();
      if (known.size >= most) return;
      const made = transaction(send, pace, request, source, () => forget(key));
      known.set(key, made);
      if (request.method !== 'CANCEL') return on.request(made.incoming);
      const invite = known.get(keyOf(request, 'INVITE'));
      made.incoming.respond(invite ? 200 : 481);
      if (invite && !invite.incoming.isAnswered()) invite.incoming.onCancel();
    },
    close() {
      for (const key of [...known.keys()]) forget(key);
    },
  };
}

/** Since RFC 3261 the branch says which request is meant; older telephones are told apart by the rest. */
function keyOf({ via, callId, cseq, from, uri }: Request, method: string): string {
  const isNew = via.branch.startsWith('z9hG4bK');
  const parts = isNew ? [via.branch] : [via.branch, callId, cseq.number, from.tag ?? '', readUri(uri)?.user ?? ''];
  return [...parts, `${via.host}:${via.port}`, method].join('|');
}

interface Transaction {
  readonly incoming: Incoming;
  /** The same request came again. */
  repeat(): void;
  readonly refused: () => boolean;
  stop(): void;
}

function transaction(send: Send, pace: Pace, request: Request, source: Source, end: () => void): Transaction {
  const back: Source = request.via.params.has('rport') ? source : { host: source.host, port: request.via.port || 5060 };
  let last: { status: number; text: string } | undefined;
  let again: NodeJS.Timeout | undefined;
  let over: NodeJS.Timeout | undefined;
  const isFinal = () => last !== undefined && last.status >= 200;
  const repeat = () => {
    if (last) send(last.text, back);
  };
  /** The final answer to an INVITE is sent until it is acknowledged, ever more seldom. */
  const insist = (ms: number) => {
    again = setTimeout(() => {
      repeat();
      insist(Math.min(2 * ms, pace.t2));
    }, ms);
  };
  const stop = () => {
    clearTimeout(again);
    clearTimeout(over);
  };
  const incoming: Incoming = {
    request,
    source,
    onCancel: () => undefined,
    onSilence: () => undefined,
    isAnswered: isFinal,
    respond(status, answer = {}) {
      if (isFinal()) return;
      last = { status, text: writeResponse(request, status, { ...answer, source }) };
      repeat();
      if (status < 200) return;
      const insists = request.method === 'INVITE';
      if (insists) insist(pace.t1);
      over = setTimeout(() => {
        if (insists && again !== undefined) incoming.onSilence();
        end();
      }, 64 * pace.t1);
      over.unref();
    },
    acknowledged() {
      clearTimeout(again);
      again = undefined;
    },
  };
  return { incoming, repeat, refused: () => last !== undefined && last.status >= 300, stop };
}
