import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Billing } from '#contract/billing.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { Message } from '#web/ui/message.tsx';
import styles from './billing.module.css';
import { billingWords } from './billing-words.ts';
import { moneyIn, shortDay } from './format.ts';
import { useKeepPlan } from './use-billing.ts';

/** What is paid now, when the bill and when the usage renew, and whatever waits. */
export function YourPlan({
  billing,
  timeZone,
  usageRenews,
  children,
}: {
  billing: Billing;
  timeZone: string;
  usageRenews: string | undefined;
  children: ReactNode;
}) {
  const words = useWords(billingWords);
  const language = useLanguage();
  const money = moneyIn(language);
  const { plan, interval, period } = billing;
  const price = interval === 'year' ? plan.yearlyCents : plan.monthlyCents;
  return (
    <SettingsCard id="your-plan" title={words.yourPlan}>
      <p className={styles.current}>
        <strong>{plan.name}</strong>
        {interval !== null && price !== null && <span>{words.price(money.short(price), interval)}</span>}
        {children}
      </p>
      <p className={styles.dates}>
        {period === null ? (
          words.notPaid
        ) : (
          <span>{words.renewsFor(shortDay(period.end, language, timeZone), money.exact(billing.renewalCents))}</span>
        )}{' '}
        {usageRenews !== undefined && <span>{words.usageRenews(usageRenews)}</span>}
      </p>
      <Waiting billing={billing} timeZone={timeZone} />
    </SettingsCard>
  );
}

function Waiting({ billing, timeZone }: { billing: Billing; timeZone: string }) {
  const words = useWords(billingWords);
  const language = useLanguage();
  const money = moneyIn(language).exact;
  const keep = useKeepPlan();
  const { scheduled, charging, failed, owed, plan } = billing;
  return (
    <div className={styles.waiting}>
      {charging !== null && (
        <Message kind="info" role="status" title={words.charging(money(charging.cents))}>
          {words.chargingWhy}
        </Message>
      )}
      {failed !== null && charging === null && (
        <Message kind="bad" role="status" title={words.failed(money(failed.cents))}>
          {words.failure(failed.why)} {words.failedThen}
        </Message>
      )}
      {scheduled !== null && (
        <Message kind="info" title={words.scheduled(scheduled.plan, shortDay(scheduled.at, language, timeZone))}>
          <p>{words.scheduledWhy(money(scheduled.cents), scheduled.interval, plan.name)}</p>
          {billing.mayChange && (
            <Button variant="default" size="xs" loading={keep.isPending} onClick={() => keep.mutate(undefined)}>
              {words.keep(plan.name)}
            </Button>
          )}
        </Message>
      )}
      {owed !== null && owed.count > 0 && <Message kind="warning" title={words.owed(owed.count, money(owed.cents))} />}
    </div>
  );
}
