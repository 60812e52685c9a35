import { randomBytes } from 'node:crypto';
import { hostPort } from './address.ts';
import { type Headers, type Response, type Source, writeRequest } from './message.ts';
import type { Pace, Send } from './pace.ts';

export interface Order {
  readonly method: string;
  readonly uri: string;
  /** All but Via and what says how long it is. */
  readonly headers: Headers;
  readonly body?: string;
  readonly to: Source;
}

interface Outgoing {
  /** Takes an INVITE back. Until the telephone has said anything there is nothing to take back, so it waits for that. */
  cancel(): void;
}

export interface ClientTransactions {
  /** Sends a request until it is answered. `response` is called for each answer but repetitions of a refusal; `timeout` where there is none. */
  request(order: Order, on: { response(response: Response): void; timeout(): void }): Outgoing;
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
  const write = (order: Order, branch: string) => {
    const { host, port } = here(order.to);
    const via = `SIP/2.0/UDP ${hostPort(host, port)};branch=${branch};rport`;
    return writeRequest(order.method, order.uri, [['via', via], ['max-forwards', '70'], ...order.headers], order.body);
  };
  const request: ClientTransactions['request'] = (order, on) => start(order, newBranch(), on);

  function start(order: Order, branch: string, on: Parameters<ClientTransactions['request']>[1]): Outgoing {
    const isInvite = order.method === 'INVITE';
    const key = `${branch}|${order.method}`;
    const text = write(order, branch);
    let [again, over]: (NodeJS.Timeout | undefined)[] = [];
    let state: 'sent' | 'proceeding' | 'done' = 'sent';
    let wish: 'none' | 'cancel' | 'cancelled' = 'none';
    const forget = () => {
      clearTimeout(again);
      clearTimeout(over);
      known.delete(key);
    };
    const giveUpAfter = (ms: number) => {
      clearTimeout(over);
      over = setTimeout(() => {
        const unanswered = state !== 'done';
        forget();
        if (unanswered) on.timeout();
      }, ms);
    };
    const repeat = (ms: number) => {
      again = setTimeout(() => {
        send(text, order.to);
        repeat(isInvite ? 2 * ms : Math.min(2 * ms, pace.t2));
      }, ms);
    };
    const takeBack = () => {
      wish = 'cancelled';
      const headers = order.headers.map(([name, value]): [string, string] =>
        name === 'cseq' ? [name, value.replace('INVITE', 'CANCEL')] : [name, value],
      );
      const kept = headers.filter(([name]) => ['from', 'to', 'call-id', 'cseq', 'route'].includes(name));
      start({ method: 'CANCEL', uri: order.uri, headers: kept, to: order.to }, branch, ignored);
      // A telephone that answers the taking back, and not the call, must not keep it open.
      giveUpAfter(64 * pace.t1);
    };
    known.set(key, {
      stop: forget,
      receive(response) {
        clearTimeout(again);
        if (response.status < 200) {
          if (state !== 'sent') return;
          state = 'proceeding';
          // From the first sign of life on, whoever asked decides how long it may ring.
          if (isInvite) clearTimeout(over);
          if (isInvite && wish === 'cancel') takeBack();
          return on.response(response);
        }
        const isFirst = state !== 'done';
        state = 'done';
        if (isFirst) giveUpAfter(64 * pace.t1);
        if (isInvite && response.status >= 300) send(write(refusalTaken(order, response), branch), order.to);
        if (isFirst || response.status < 300) on.response(response);
      },
    });
    send(text, order.to);
    repeat(pace.t1);
    giveUpAfter(64 * pace.t1);
    return {
      cancel() {
        if (wish !== 'none' || state === 'done') return;
        wish = 'cancel';
        if (state === 'proceeding') takeBack();
      },
    };
  }

  return {
    request,
    acknowledge: (order) => send(write(order, newBranch()), order.to),
    receive: (response) => known.get(`${response.via.branch}|${response.cseq.method}`)?.receive(response),
    close() {
      for (const one of [...known.values()]) one.stop();
    },
  };
}

const ignored = { response: () => undefined, timeout: () => undefined };

/** The ACK to a refusal belongs to the INVITE's own transaction, and names the one who refused. */
function refusalTaken(order: Order, response: Response): Order {
  const to = response.headers.find(([name]) => name === 'to')?.[1] ?? '';
  const headers = order.headers
    .filter(([name]) => ['from', 'call-id', 'cseq', 'route'].includes(name))
    .map(([name, value]): [string, string] => [name, name === 'cseq' ? value.replace('INVITE', 'ACK') : value]);
  return { method: 'ACK', uri: order.uri, to: order.to, headers: [...headers, ['to', to]] };
}

const newBranch = () => `z9hG4bK${randomBytes(12).toString('hex')}`;
