import type { Endpoint, ReplyOf } from '#contract/endpoint.ts';
import { addressOf, call, type Input } from './api.ts';
import { takeFact } from './first-facts.ts';

/** How a query reads a GET endpoint: what came with the page is there with the first drawing, else it is asked for. */
export const reading = <E extends Endpoint>(spec: E, input: Input<E>) => ({
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<ReplyOf<E>> => call(spec, { ...input, signal }),
  initialData: () => firstAnswer(spec, input),
});

/** The answer that came with the page. A refusal is left to be asked for anew. */
export function firstAnswer<E extends Endpoint>(spec: E, input: Input<E>): ReplyOf<E> | undefined {
  const fact = takeFact(addressOf(spec, input));
  return fact === undefined || fact.status >= 400 ? undefined : (fact.body as ReplyOf<E>); // validated by the server against this schema
}
