import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CompanyId } from '#contract/ids.ts';
import { messageSettings } from '#contract/message-settings.ts';
import { plan } from '#contract/plan.ts';
import { days } from '#server/platform/clock.ts';
import { buy } from '#test/billing.ts';
import { type World, world } from '#test/world.ts';
import { count, editPlan, setPlan } from './index.ts';

let w: World;
const heard: { type: string; data: Record<string, unknown> }[] = [];
const listener = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  heard.push(JSON.parse(body));
  response.writeHead(204).end();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  w = await world({ outboundAllow: ['127.0.0.1'] });
});
afterAll(async () => {
  listener.close();
  await w.close();
});

type Line = Awaited<ReturnType<World['line']>>;
let texted = 0;
const texts = (line: Line, units: number) =>
  w.db.transaction((tx) =>
    count(tx, w.deps, [
      {
        companyId: line.companyId,
        lineId: line.lineId,
        meter: 'messages',
        units,
        key: `in:${texted++}`,
        at: w.clock.now(),
      },
    ]),
  );
const givePlan = (companyId: CompanyId, planId: string) =>
  w.db.transaction((tx) => setPlan(tx, w.deps, { companyId, planId }));
/** Subjects of the alerts that were mailed to somebody, in the order they came. */
const mailed = async (line: Pick<Line, 'email'>) => {
  await w.drainJobs();
  return w.mails().flatMap((mail) => (mail.to === line.email && /messages/.test(mail.subject) ? [mail.subject] : []));
};
const standing = async (line: Pick<Line, 'call'>) =>
  (await line.call(plan.read)).body.alerts.map((one: { threshold: string; limit: number }) => [
    one.threshold,
    one.limit,
  ]);
const signedInAgain = async (line: Line) => ({ ...line, ...(await w.signIn(line.username)) });

const [at80, at100, atForecast] = [
  '80% of your messages are used',
  'All of your messages are used',
  'Your messages may not last until the renewal',
];

test('the pace is told once it would not last, not in the first days, and once a cycle', async () => {
  const ada = await w.line({ plan: 'lite' });
  await texts(ada, 90);
  // A pace means nothing yet: 90 on the first day would be thousands.
  expect(await mailed(ada)).toEqual([]);
  w.clock.advance(days(10));
  await texts(ada, 60);
  // 150 in ten days of thirty-one is less than 500.
  expect(await mailed(ada)).toEqual([]);
  await texts(ada, 20);
  expect(await mailed(ada)).toEqual([atForecast]);
  await texts(ada, 20);
  expect(await mailed(ada)).toEqual([atForecast]);
  const again = await signedInAgain(ada);
  expect(await standing(again)).toEqual([['forecast', 500]]);
  const { forecast } = (await again.call(plan.read)).body.meters[0].company;
  expect(forecast).toBeGreaterThan(500);
});

test('each cycle tells anew', async () => {
  const ada = await w.line({ plan: 'trial' });
  await givePlan(ada.companyId, 'lite');
  await texts(ada, 400);
  w.clock.advance(days(32));
  const again = await signedInAgain(ada);
  expect(await standing(again)).toEqual([]);
  await texts(ada, 400);
  expect(await mailed(ada)).toEqual([at80, at80]);
  expect(await standing(again)).toEqual([['80', 500]]);
});

test('a larger plan ends the alerts of the smaller one, and tells its own at its own thresholds', async () => {
  const ada = await w.line({ plan: 'trial' });
  await texts(ada, 50);
  expect(await mailed(ada)).toEqual([at80, at100]);
  await buy(ada, { plan: 'lite', interval: 'month' });
  expect(await standing(ada)).toEqual([]);
  await texts(ada, 349);
  expect(await mailed(ada)).toHaveLength(2);
  await texts(ada, 1);
  expect(await mailed(ada)).toEqual([at80, at100, at80]);
  expect(await standing(ada)).toEqual([['80', 500]]);
  await buy(ada, { packMessages: 500 });
  expect(await standing(ada)).toEqual([]);
  await texts(ada, 600);
  expect(await mailed(ada)).toEqual([at80, at100, at80, at80, at100]);
  expect(await standing(ada)).toEqual([
    ['100', 1000],
    ['80', 1000],
  ]);
});

test('a smaller plan tells at once what it has reached, and going back and forth tells nothing twice', async () => {
  const ada = await w.line({ plan: 'basic' });
  await texts(ada, 450);
  expect(await mailed(ada)).toEqual([]);
  await givePlan(ada.companyId, 'lite');
  expect(await mailed(ada)).toEqual([at80]);
  for (const planId of ['basic', 'lite', 'basic', 'lite']) await givePlan(ada.companyId, planId);
  expect(await mailed(ada)).toEqual([at80]);
  expect(await standing(ada)).toEqual([['80', 500]]);
});

test('terms that an operator makes smaller are told to the companies that have them', async () => {
  await editPlan(w.deps, { id: 'tiny', plan: { name: 'Tiny' }, meters: { messages: { allowance: 100 } } });
  const ada = await w.line({ plan: 'tiny' });
  await texts(ada, 60);
  expect(await mailed(ada)).toEqual([]);
  await editPlan(w.deps, { id: 'tiny', plan: {}, meters: { messages: { allowance: 60 } } });
  expect((await mailed(ada)).sort()).toEqual([at80, at100].sort());
});

test('banner, mail and event tell the same, to those who look after the plan and nobody else', async () => {
  const ada = await w.line({ plan: 'trial' });
  const [ben, cleo] = [await w.colleague(ada, { roles: ['billing'] }), await w.colleague(ada, { email: null })];
  const webhookUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`; // a TCP server that listens has one
  for (const line of [ada, ben, cleo]) await line.call(messageSettings.change, { body: { set: { webhookUrl } } });
  await w.drainJobs();
  heard.length = 0;
  await texts(ada, 39);
  await w.drainJobs();
  expect(heard).toEqual([]);
  await texts(ada, 11);
  for (const caretaker of [ada, ben]) expect((await mailed(caretaker)).sort()).toEqual([at80, at100].sort());
  expect(await standing(ben)).toEqual([
    ['100', 50],
    ['80', 50],
  ]);
  const told = heard.map(({ type, data }) => [type, data['lineId'], data['threshold'], data['limit'], data['used']]);
  const wanted = [ada, ben].flatMap(({ lineId }) => ['80', '100'].map((one) => ['plan', lineId, one, 50, 50]));
  expect(told.sort()).toEqual(wanted.sort());
  expect(heard[0]?.data).toMatchObject({
    meter: 'messages',
    renewsOn: (await ada.call(plan.read)).body.cycle.renewsOn,
  });
});
