import type { CallNews, CallPlan } from '#server/carriers/calls.ts';
import type { World } from './world.ts';

let counter = 0;

/** A call from outside, as the carrier tells of it: each step of the test is one of its webhooks. */
export function callTo(w: World, to: string, from = '+14155550177') {
  counter += 1;
  const carrierId = `CA${process.pid}x${counter}`;
  const base = { carrierId, from, to };
  const post = async (url: string, news: Partial<CallNews>): Promise<CallPlan> => {
    const { pathname, search } = new URL(url, 'http://localhost');
    const reply = await w.app.inject({
      method: 'POST',
      url: pathname + search,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ news: JSON.stringify({ ...base, state: 'ringing', ...news }) }).toString(),
    });
    if (reply.statusCode !== 200) throw new Error(`${url} answered ${reply.statusCode}: ${reply.body}`);
    return JSON.parse(reply.body) as CallPlan; // what the carrier of tests writes
  };
  const verb = <D extends CallPlan[number]['do']>(plan: CallPlan, does: D) => {
    const found = plan.find((one): one is Extract<CallPlan[number], { do: D }> => one.do === does);
    if (!found) throw new Error(`no ${does} in ${JSON.stringify(plan)}`);
    return found;
  };
  return {
    carrierId,
    post,
    verb,
    begin: () => post('/carrier/main/voice/incoming', {}),
    /** The number's own report that the call is over. */
    over: (news: Partial<CallNews> = {}) =>
      post('/carrier/main/voice/status', { state: 'ended', end: 'completed', seconds: 5, sequence: '9', ...news }),
    /** Lets the ring run out, then the greeting, up to the beep. */
    async toBeep(plan: CallPlan) {
      const ring = plan.find((one) => one.do === 'dial');
      const greeting = await post(ring ? ring.doneUrl : verb(plan, 'go to').url, {});
      return verb(await post(verb(greeting, 'go to').url, { state: 'answered' }), 'record');
    },
  };
}
