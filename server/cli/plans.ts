import type { Limited } from '#contract/plan.ts';
import { editPlan, listPlans, type PlanEdit } from '#server/features/plan/index.ts';
import { openRuntime } from '#server/runtime.ts';
import { type Command, commandConfig } from './command.ts';

const meters: Record<string, Limited> = {
  messages: 'messages',
  minutes: 'minutes',
  groups: 'groups',
  'api-requests': 'api_requests',
  transcriptions: 'transcriptions',
};
const text = { type: 'string' } as const;

export const plans: Command = {
  says: 'List the plans, or edit one, or add one.',
  usage: `[--json]
  plans --edit lite [--name Lite] [--monthly 1900] [--yearly 21900] [--trial-days 14] [--recipients 50] [--lines 3] [--features api,mms]
        [--messages 500] [--minutes 100] [--groups 10] [--api-requests 5000] [--transcriptions 25] [--minutes-over 250 | none] …
        [--retire | --offer]

  Prices are in cents, "none" takes one away. −1 is unlimited. --…-over is the price of 100 units beyond the allowance; without one it stops there.
  Companies that have the plan have the new terms at once.`,
  options: {
    edit: text,
    name: text,
    place: text,
    monthly: text,
    yearly: text,
    'trial-days': text,
    recipients: text,
    lines: text,
    features: text,
    retire: { type: 'boolean' },
    offer: { type: 'boolean' },
    json: { type: 'boolean' },
    ...Object.fromEntries(
      Object.keys(meters).flatMap((meter) => [
        [meter, text],
        [`${meter}-over`, text],
      ]),
    ),
  },
  async run(values) {
    const edit = typeof values['edit'] === 'string' ? editOf(values['edit'], values) : undefined;
    const runtime = await openRuntime(commandConfig(), { beside: true });
    try {
      const done = edit && (await editPlan(runtime.deps, edit));
      const all = await listPlans(runtime.deps.db);
      if (values['json']) return void process.stdout.write(`${JSON.stringify(all)}\n`);
      if (done) process.stdout.write(`The plan was ${done}.\n\n`);
      process.stdout.write(`${all.map(row).join('\n')}\n`);
    } finally {
      await runtime.close();
    }
  },
};

type Values = Parameters<Command['run']>[0];

function editOf(id: string, values: Values): PlanEdit {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(id)) throw new Error('--edit is a short name like lite or lite-plus.');
  const given = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const whole = (name: string, least: number) => {
    const value = given(name);
    if (value === undefined) return undefined;
    const n = Number(value);
    if (value.trim() === '' || !Number.isSafeInteger(n) || n < least)
      throw new Error(`--${name} is a whole number${least < 0 ? ', or −1 for unlimited' : ''}.`);
    return n;
  };
  const orNone = (name: string) => (given(name) === 'none' ? null : whole(name, 0));
  const set = <T>(key: string, value: T | undefined) => (value === undefined ? {} : { [key]: value });
  return {
    id,
    plan: {
      ...set('name', given('name')),
      ...set('place', whole('place', 0)),
      ...set('monthlyCents', orNone('monthly')),
      ...set('yearlyCents', orNone('yearly')),
      ...set('trialDays', orNone('trial-days')),
      ...set('recipientsPerMessage', whole('recipients', -1)),
      ...set('lines', whole('lines', -1)),
      ...set('features', given('features')?.split(',').filter(Boolean)),
      ...(values['retire'] === true && { retiredAt: new Date() }),
      ...(values['offer'] === true && { retiredAt: null }),
    },
    meters: Object.fromEntries(
      Object.entries(meters).flatMap(([option, meter]) => {
        const change = { ...set('allowance', whole(option, -1)), ...set('overCentsPer100', orNone(`${option}-over`)) };
        return Object.keys(change).length > 0 ? [[meter, change]] : [];
      }),
    ),
  };
}

function row(plan: Awaited<ReturnType<typeof listPlans>>[number]): string {
  const price = (cents: number | null) => (cents === null ? '–' : `$${(cents / 100).toFixed(2)}`);
  const size = (n: number) => (n === -1 ? 'unlimited' : String(n));
  const held = Object.entries(plan.meters).map(
    ([meter, { allowance, overCentsPer100 }]) =>
      `${meter} ${size(allowance)}${overCentsPer100 === null ? '' : `, then ${price(overCentsPer100)} for 100`}`,
  );
  const about = [
    `${plan.id.padEnd(10)} ${plan.name}${plan.retiredAt ? ' (retired)' : ''}`,
    `${price(plan.monthlyCents)} a month, ${price(plan.yearlyCents)} a year${plan.trialDays === null ? '' : `, ends after ${plan.trialDays} days`}`,
    `recipients ${size(plan.recipientsPerMessage)}, lines ${size(plan.lines)}, ${plan.features.join(', ')}`,
    held.join('; '),
  ];
  return `${about.join('\n           ')}\n`;
}
