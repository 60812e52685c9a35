import { billing, type Quote } from '#contract/billing.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import type { World } from './world.ts';

export type Signed = Pick<Awaited<ReturnType<World['signIn']>>, 'call'>;
type Wish = BodyOf<typeof billing.quote>;

export async function quote(line: Signed, wish: Wish): Promise<Quote> {
  const reply = await line.call(billing.quote, { body: wish });
  if (reply.status !== 200) throw new Error(`no quote: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** Asks for a price and takes it. */
export async function buy(line: Signed, wish: Wish) {
  const { token } = await quote(line, wish);
  if (token === null) throw new Error('the quote is blocked');
  const reply = await line.call(billing.confirm, { body: { token } });
  if (reply.status !== 200) throw new Error(`not confirmed: ${JSON.stringify(reply.body)}`);
  return reply.body;
}
