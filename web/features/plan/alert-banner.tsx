import { CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { PlanUsage, UsageAlert } from '#contract/plan.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { AlertIcon } from '#web/ui/icons.tsx';
import styles from './alert-banner.module.css';
import { calendarDay, countIn } from './format.ts';
import { usePlan } from './use-plan.ts';
import { planWords } from './words.ts';

const store = 'trunkline-alerts-read';

/**
 * The latest threshold that was reached: the same that was mailed, from the same row. It stands over the page, so that nothing
 * moves, until it is dismissed in this browser or the cycle ends.
 */
export function AlertBanner() {
  const { data } = usePlan();
  const [read, setRead] = useState(readOnes);
  const alert = data?.alerts.find((one) => !read.includes(nameOf(data, one)));
  const dismiss = () => {
    if (!data) return;
    // One press is for all that stand: the older ones say less than the one that was read.
    const names = data.alerts.map((one) => nameOf(data, one));
    setRead(names);
    localStorage.setItem(store, JSON.stringify(names));
  };
  return (
    <div role="status" className={styles.place}>
      {data && alert && <Banner usage={data} alert={alert} onDismiss={dismiss} />}
    </div>
  );
}

function Banner({ usage, alert, onDismiss }: { usage: PlanUsage; alert: UsageAlert; onDismiss: () => void }) {
  const words = useWords(planWords);
  const language = useLanguage();
  const count = countIn(language);
  const used = usage.meters.find(({ meter }) => meter === alert.meter)?.company.used ?? 0;
  const title = { '80': words.alert80, '100': words.alert100, forecast: words.alertForecast }[alert.threshold];
  return (
    <div className={styles.banner} data-full={alert.threshold === '100' || undefined}>
      <AlertIcon size={20} />
      <div>
        <strong>{title(alert.meter)}</strong>
        <p className="tabular">
          {words.alertFact(count(used), count(alert.limit), alert.meter, calendarDay(usage.cycle.renewsOn, language))}{' '}
          <Link to="/settings" hash="plan">
            {words.seePlan}
          </Link>
        </p>
      </div>
      <CloseButton aria-label={words.dismiss} onClick={onDismiss} />
    </div>
  );
}

const nameOf = (usage: PlanUsage, { meter, threshold, limit }: UsageAlert) =>
  `${usage.companyId} ${usage.cycle.since} ${meter} ${threshold} ${limit}`;

function readOnes(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(store) ?? '[]');
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}
