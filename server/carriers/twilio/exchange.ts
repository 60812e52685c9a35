import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as plain } from 'node:http';
import { Agent as SecureAgent, request as secure } from 'node:https';

export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly form?: string;
  /** From the first byte of the request to the last of the answer. */
  readonly timeoutMs: number;
}
export interface Exchanged {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export class ExchangeTimedOut extends Error {}

// A connection that rests longer may be about to be closed by the other side, just as the next text is written to it.
const keep = { keepAlive: true, maxFreeSockets: 64, timeout: 4000 };

/** Asks one server, again and again, over connections that are kept. A text costs a third of what `fetch` takes for it. Redirects are not followed. */
export function exchanger(): (exchange: Exchange) => Promise<Exchanged> {
  const agents = { plain: new Agent(keep), secure: new SecureAgent(keep) };
  return ({ method, url, headers, form, timeoutMs }) =>
    new Promise((resolve, reject) => {
      const content = form === undefined ? {} : { 'content-type': formType, 'content-length': Buffer.byteLength(form) };
      const isSecure = url.startsWith('https:');
      const asked = (isSecure ? secure : plain)(
        url,
        { method, headers: { ...headers, ...content }, agent: isSecure ? agents.secure : agents.plain },
        (answer) =>
          read(answer).then(
            (body) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
            reject,
          ),
      );
      const timer = setTimeout(() => asked.destroy(new ExchangeTimedOut('timed out')), timeoutMs);
      asked.once('error', reject);
      asked.once('close', () => clearTimeout(timer));
      asked.end(form);
    });
}

const formType = 'application/x-www-form-urlencoded;charset=UTF-8';

/** The whole answer; one that breaks off is none. */
function read(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    answer.setEncoding('utf8');
    answer.on('data', (part: string) => {
      text += part;
    });
    answer.once('end', () => resolve(text));
    answer.once('error', reject);
  });
}
