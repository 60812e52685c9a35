import { randomBytes } from 'node:crypto';
import { hostPort } from './address.ts';
import { first, type Headers, type Response, type Source, writeRequest } from './message.ts';
import type { Pace, Send } from './pace.ts';

export interface Order {
  readonly method: string;
  readonly uri: string;
  /** All but Via and what says how long it is. */
  readonly headers: Headers;
  readonly body?: string;
  readonly to: Source;
}

interface Told {
  response(response: Response): void;
  timeout(): void;
}

interface Outgoing {
  /** Takes an INVITE back. Until the telephone has said anything there is nothing to take back, so it waits for that. */
  cancel(): void;
}

export interface ClientTransactions {
  /** Sends a request until it is answered. `response` is called for each answer but repetitions of a refusal; `timeout` where there is none. */
  request(order: Order, on: Told): Outgoing;
  /** Sends once: an ACK is not answered. */
  acknowledge(order: Order): void;
  receive(response: Response): void;
  close(): void;
}

interface Transaction {
  receive(response: Response): void;
  stop(): void;
}

/** Requests that go out (RFC 3261, 17.1). `here`: what the far side reaches us by. */
export function clientTransactions(send: Send, pace: Pace, here: (to: Source) => Source): ClientTransactions {
  const known = new Map<string, Transaction>();
  const wire: Wire = {
    pace,
    send: (order, branch) => {
      const { host, port } = here(order.to);
      const via = `SIP/2.0/UDP ${hostPort(host, port)};branch=${branch};rport`;
      const headers: Headers = [['via', via], ['max-forwards', '70'], ...order.headers];
      send(writeRequest(order.method, order.uri, headers, order.body), order.to);
    },
    enter: (key, transaction) => known.set(key, transaction),
    leave: (key) => known.delete(key),
  };
  return {
    request: (order, on) => start(wire, order, newBranch(), on),
    acknowledge: (order) => wire.send(order, newBranch()),
    receive: (response) => known.get(`${response.via.branch}|${response.cseq.method}`)?.receive(response),
    close() {
      for (const one of [...known.values()]) one.stop();
    },
  };
}

interface Wire {
  readonly pace: Pace;
  send(order: Order, branch: string): void;
  enter(key: string, transaction: Transaction): void;
  leave(key: string): void;
}

function start(wire: Wire, order: Order, branch: string, on: Told): Outgoing {
  const { pace } = wire;
  const isInvite = order.method === 'INVITE';
  const key = `${branch}|${order.method}`;
  const clock = createClock();
  let state: 'sent' | 'proceeding' | 'done' = 'sent';
  let wish: 'none' | 'cancel' | 'cancelled' = 'none';
  const forget = () => {
    clock.stop();
    wire.leave(key);
  };
  const giveUp = () => {
    const unanswered = state !== 'done';
    forget();
    if (unanswered) on.timeout();
  };
  const takeBack = () => {
    wish = 'cancelled';
    start(wire, sameButFor(order, 'CANCEL'), branch, ignored);
    // A telephone that answers the taking back, and not the call, must not keep it open.
    clock.endAfter(64 * pace.t1, giveUp);
  };
  const progress = (response: Response) => {
    if (state !== 'sent') return;
    state = 'proceeding';
    // From the first sign of life on, whoever asked decides how long it may ring.
    if (isInvite) clock.stop();
    if (wish === 'cancel') takeBack();
    on.response(response);
  };
  wire.enter(key, {
    stop: forget,
    receive(response) {
      clock.rest();
      if (response.status < 200) return progress(response);
      const isFirst = state !== 'done';
      state = 'done';
      if (isFirst) clock.endAfter(64 * pace.t1, giveUp);
      // The ACK to a refusal belongs to the INVITE's own transaction, and names the one who refused.
      if (isInvite && response.status >= 300)
        wire.send(sameButFor(order, 'ACK', first(response.headers, 'to')), branch);
      if (isFirst || response.status < 300) on.response(response);
    },
  });
  wire.send(order, branch);
  clock.repeat(pace.t1, isInvite ? Number.POSITIVE_INFINITY : pace.t2, () => wire.send(order, branch));
  clock.endAfter(64 * pace.t1, giveUp);
  return {
    cancel() {
      if (wish !== 'none' || state === 'done') return;
      wish = 'cancel';
      if (state === 'proceeding') takeBack();
    },
  };
}

/** Sends again, ever more seldom, and gives up at last. */
function createClock() {
  let again: NodeJS.Timeout | undefined;
  let over: NodeJS.Timeout | undefined;
  const clock = {
    repeat(ms: number, mostMs: number, work: () => void) {
      again = setTimeout(() => {
        work();
        clock.repeat(Math.min(2 * ms, mostMs), mostMs, work);
      }, ms);
    },
    rest: () => clearTimeout(again),
    endAfter(ms: number, work: () => void) {
      clearTimeout(over);
      over = setTimeout(work, ms);
    },
    stop() {
      clearTimeout(again);
      clearTimeout(over);
    },
  };
  return clock;
}

const ignored = { response: () => undefined, timeout: () => undefined };

/** A request that belongs to another one: the same in all by which both are recognised. */
function sameButFor(order: Order, method: 'CANCEL' | 'ACK', to = first(order.headers, 'to') ?? ''): Order {
  const headers = order.headers
    .filter(([name]) => ['from', 'call-id', 'cseq', 'route'].includes(name))
    .map(([name, value]): [string, string] => [name, name === 'cseq' ? value.replace(order.method, method) : value]);
  return { method, uri: order.uri, to: order.to, headers: [...headers, ['to', to]] };
}

const newBranch = () => `z9hG4bK${randomBytes(12).toString('hex')}`;
