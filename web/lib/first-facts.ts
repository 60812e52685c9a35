import type { Endpoint, ReplyOf } from '#contract/endpoint.ts';

/** Answers that came with the page, by address. Each is used once, for the first time it is asked for. */
const facts = new Map(Object.entries(read()));

interface Fact {
  readonly status: number;
  readonly body: unknown;
}

/** The same for data that has to be there with the first drawing. */
export function takeFirst<E extends Endpoint>(spec: E): ReplyOf<E> | undefined {
  const fact = takeFact(spec.path);
  return fact === undefined || fact.status >= 400 ? undefined : (fact.body as ReplyOf<E>); // validated by the server against this schema
}

/** The answer to a first GET, if the page brought it along. */
export function takeFact(address: string): Fact | undefined {
  const fact = facts.get(address);
  facts.delete(address);
  return fact;
}

function read(): Record<string, Fact> {
  if (typeof document === 'undefined') return {};
  const text = document.getElementById('first-facts')?.textContent;
  return text === undefined ? {} : (JSON.parse(text) as Record<string, Fact>); // our server wrote it
}
