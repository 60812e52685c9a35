import { Button, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { MeterUsage, PlanUsage } from '#contract/plan.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { listFormat } from '#web/lib/formats.ts';
import { useMe } from '#web/lib/queries.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import { calendarDay, countIn, shortDay } from './format.ts';
import { Meter } from './meter.tsx';
import styles from './plan.module.css';
import { Sparkline } from './sparkline.tsx';
import { isSold, useCaretakers, usePlan } from './use-plan.ts';
import { planWords } from './words.ts';

const UsageDialog = lazy(async () => ({ default: (await import('./usage-dialog.tsx')).UsageDialog }));

/** "Plan" on My Settings: what is bought, and what was used of it since the cycle began. */
export function PlanCard() {
  const me = useMe();
  const words = useWords(planWords);
  const { data, error, isFetching, refetch } = usePlan();
  return (
    <SettingsCard id="plan-usage" level={3} title={words.plan} description={words.about}>
      {data === undefined && error !== null && (
        <LoadFailed error={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data === undefined && error === null && <Skeleton className={styles.room} />}
      {data !== undefined && <Usage usage={data} isAdmin={me?.line.roles.includes('admin') ?? false} />}
    </SettingsCard>
  );
}

function Usage({ usage, isAdmin }: { usage: PlanUsage; isAdmin: boolean }) {
  const words = useWords(planWords);
  const language = useLanguage();
  const { plan, cycle } = usage;
  const [chart, setChart] = useState<boolean>();
  return (
    <>
      <div className={styles.head}>
        <strong className={styles.planName}>{plan.name}</strong>
        <span className="tabular">{words.since(calendarDay(cycle.since, language))}</span>
        <span className="tabular">{words.renews(calendarDay(cycle.renewsOn, language))}</span>
        {plan.endsAt !== null && !plan.hasEnded && (
          <span className="tabular">{words.trialEnds(shortDay(plan.endsAt, language, cycle.timeZone))}</span>
        )}
      </div>
      {plan.hasEnded && (
        <div className={styles.note}>
          <Message kind="warning">{words.trialEnded}</Message>
        </div>
      )}
      <ul className={styles.meters}>
        <Meters usage={usage} />
      </ul>
      <div className={styles.actions}>
        {isSold(usage) && isAdmin && (
          <Button component={Link} to="/plan">
            {words.upgrade}
          </Button>
        )}
        <Button variant="default" onClick={() => setChart(true)}>
          {words.byDay}
        </Button>
        {isSold(usage) && !isAdmin && <WhomToAsk />}
      </div>
      {chart !== undefined && (
        <Suspense>
          <UsageDialog usage={usage} opened={chart} onClose={() => setChart(false)} />
        </Suspense>
      )}
    </>
  );
}

/** In the order people ask for them. Transcriptions are shown by those who use them. */
const shownMeters = ['minutes', 'messages', 'groups', 'api_requests', 'transcriptions'] as const;

function Meters({ usage }: { usage: PlanUsage }) {
  const words = useWords(planWords);
  const { groups, cycle } = usage;
  const length = (Date.parse(cycle.renewsOn) - Date.parse(cycle.since)) / 86_400_000;
  return shownMeters.map((what) => {
    if (what === 'groups')
      return (
        <Meter key={what} name={words.thing(what)} used={groups.company} own={groups.own} limit={groups.allowance} />
      );
    const meter = usage.meters.find((one) => one.meter === what);
    if (!meter || (what === 'transcriptions' && meter.company.used === 0)) return null;
    return <Metered key={what} meter={meter} usage={usage} length={length} />;
  });
}

function Metered({ meter, usage, length }: { meter: MeterUsage; usage: PlanUsage; length: number }) {
  const words = useWords(planWords);
  const language = useLanguage();
  const count = countIn(language);
  const { company, own, allowance, extra, overCentsPer100 } = meter;
  const limit = allowance < 0 ? -1 : allowance + extra;
  const by = calendarDay(usage.cycle.renewsOn, language);
  const { forecast } = company;
  const isSpent = limit >= 0 && company.used >= limit && overCentsPer100 === null;
  const notes = [
    ...(isSpent ? [words.spent(by)] : []),
    ...(company.reserved > 0 ? [words.reserved(count(company.reserved))] : []),
    ...(extra > 0 && limit >= 0 ? [words.extra(count(extra))] : []),
    ...(forecast !== null && forecast > company.used && !isSpent
      ? [(limit >= 0 && forecast > limit ? words.forecastOver : words.forecast)(count(forecast), by)]
      : []),
  ];
  return (
    <Meter
      name={words.thing(meter.meter)}
      used={company.used}
      own={own.used}
      limit={limit}
      notes={notes}
      aside={<Sparkline days={company.days} length={length} />}
    />
  );
}

function WhomToAsk() {
  const words = useWords(planWords);
  const language = useLanguage();
  const names = useCaretakers(true).data?.names ?? [];
  const list = listFormat(localeOf(language), { type: 'disjunction' });
  return <p className={styles.ask}>{names.length === 0 ? words.askSomebody : words.askAdmins(list.format(names))}</p>;
}
