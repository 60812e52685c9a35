import { ensureHandset } from '../handset-store.ts';
import { numberAt, readNameAddr, readUri } from './address.ts';
import { type Contact, telephoneAt } from './call-out.ts';
import type { Edge } from './edge.ts';
import { all, first } from './message.ts';
import type { Incoming } from './server-transactions.ts';

export interface Registrar {
  take(incoming: Incoming): Promise<void>;
  close(): void;
}

const usualSeconds = 3600;

/** Knows where telephones are that said so (REGISTER). A number has one: the one that said it last. */
export function createRegistrar(edge: Edge): Registrar {
  const bound = new Map<
    string,
    { readonly contact: Contact; readonly timer: NodeJS.Timeout; readonly until: number }
  >();
  const unbind = (number: string) => {
    clearTimeout(bound.get(number)?.timer);
    bound.delete(number);
    edge.network.registered.delete(number);
    edge.world.live.tell(number);
  };
  const bind = (number: string, contact: Contact, seconds: number) => {
    unbind(number);
    const timer = setTimeout(() => unbind(number), seconds * 1000);
    timer.unref();
    bound.set(number, { contact, timer, until: performance.now() + seconds * 1000 });
    edge.network.registered.set(number, (hooks) => telephoneAt(edge, contact, hooks));
  };
  return {
    async take(incoming) {
      const { request } = incoming;
      const number = numberAt(request.to.uri);
      if (number === undefined) return incoming.respond(404);
      const { pool, clock } = edge.world;
      if (!(await ensureHandset(pool, number, clock.now()))) return incoming.respond(403);
      const wish = readWish(incoming);
      if (wish === undefined) return incoming.respond(400);
      if (wish === 'none') unbind(number);
      else if (wish !== 'ask') bind(number, wish.contact, wish.seconds);
      const now = bound.get(number);
      const left = Math.ceil(((now?.until ?? 0) - performance.now()) / 1000);
      incoming.respond(200, {
        toTag: number.slice(1),
        headers: now ? [['contact', `<${now.contact.uri}>;expires=${left}`]] : [],
      });
    },
    close() {
      for (const number of [...bound.keys()]) unbind(number);
    },
  };
}

type Wish = 'ask' | 'none' | { readonly contact: Contact; readonly seconds: number };

/** What a telephone wants: to be found, not to be found any more, or to know. */
function readWish({ request, source }: Incoming): Wish | undefined {
  const [written] = all(request.headers, 'contact');
  if (written === undefined) return 'ask';
  const told = first(request.headers, 'expires');
  if (written === '*') return told === '0' ? 'none' : undefined;
  const address = readNameAddr(written);
  const uri = address && readUri(address.uri);
  const expires = address?.params.get('expires') ?? told ?? String(usualSeconds);
  if (!address || !uri || !/^\d{1,10}$/.test(expires)) return undefined;
  if (Number(expires) === 0) return 'none';
  // Calls go to where the request came from: nobody can have a third party rung, and a telephone behind a router is reached.
  const at = uri.host === source.host ? { host: uri.host, port: uri.port || 5060 } : source;
  return { contact: { uri: address.uri, at }, seconds: Math.min(usualSeconds, Number(expires)) };
}
