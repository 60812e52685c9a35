import { randomBytes } from 'node:crypto';
import { readNameAddr, readUri } from './address.ts';
import type { Order } from './client-transactions.ts';
import { all, first, type Request, type Response, type Source } from './message.ts';

/** What two sides of a call have agreed on: how each later request is addressed. */
export interface Dialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** Our and their address, as From and To bear them. */
  readonly local: string;
  readonly remote: string;
  /** Where they want to be reached. */
  target: string;
  readonly route: readonly string[];
  localSeq: number;
  remoteSeq: number;
}

export const newTag = () => randomBytes(8).toString('hex');

/** The dialog of a call that came in. */
export function dialogFrom(request: Request, localTag: string): Dialog {
  return {
    callId: request.callId,
    localTag,
    remoteTag: request.from.tag ?? '',
    local: `${first(request.headers, 'to') ?? ''};tag=${localTag}`,
    remote: first(request.headers, 'from') ?? '',
    target: contactOf(request) ?? request.from.uri,
    route: all(request.headers, 'record-route'),
    localSeq: 0,
    remoteSeq: request.cseq.number,
  };
}

/** The dialog of a call that went out and was answered. */
export function dialogBy(order: Order, response: Response): Dialog {
  const from = order.headers.find(([name]) => name === 'from')?.[1] ?? '';
  return {
    callId: response.callId,
    localTag: response.from.tag ?? '',
    remoteTag: response.to.tag ?? '',
    local: from,
    remote: first(response.headers, 'to') ?? '',
    target: contactOf(response) ?? order.uri,
    route: all(response.headers, 'record-route').reverse(),
    localSeq: response.cseq.number,
    remoteSeq: 0,
  };
}

export const contactOf = (message: Request | Response): string | undefined =>
  readNameAddr(all(message.headers, 'contact')[0] ?? '')?.uri;

/** A request within the dialog; undefined where the far side never said how it is reached. */
export function within(dialog: Dialog, method: string, seq?: number): Order | undefined {
  const hop = destinationOf(readNameAddr(dialog.route[0] ?? '')?.uri ?? dialog.target);
  if (!hop) return undefined;
  if (seq === undefined) dialog.localSeq += 1;
  return {
    method,
    uri: dialog.target,
    to: hop,
    headers: [
      ...dialog.route.map((one): [string, string] => ['route', one]),
      ['from', dialog.local],
      ['to', dialog.remote],
      ['call-id', dialog.callId],
      ['cseq', `${seq ?? dialog.localSeq} ${method}`],
    ],
  };
}

export function destinationOf(uri: string): Source | undefined {
  const read = readUri(uri);
  return read && { host: read.host, port: read.port || 5060 };
}
