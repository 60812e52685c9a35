import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { allowanceNames, type Billing, type BillingInterval, type PlanOffer } from '#contract/billing.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import styles from './billing.module.css';
import { billingWords } from './billing-words.ts';
import { countIn, moneyIn } from './format.ts';
import { planWords } from './words.ts';

export interface PlanListProps {
  readonly billing: Billing;
  readonly disabled: boolean;
  readonly onChoose: (plan: PlanOffer, interval: BillingInterval) => void;
}

/** The plans side by side, each with all it holds; below each other on a phone. */
export function PlanList({ billing, disabled, onChoose }: PlanListProps) {
  const words = useWords(billingWords);
  const [interval, setInterval] = useState<BillingInterval>(billing.interval ?? 'month');
  const sold = billing.plans.filter(({ monthlyCents }) => monthlyCents !== null);
  return (
    <SettingsCard id="plans" title={words.plans} description={words.plansAbout}>
      <SegmentedControl
        aria-label={words.billing}
        value={interval}
        onChange={(value) => setInterval(value === 'year' ? 'year' : 'month')}
        data={[
          { value: 'month', label: words.byMonth },
          { value: 'year', label: words.byYear },
        ]}
      />
      <ul className={styles.plans}>
        {sold.map((plan) => (
          <Plan
            key={plan.id}
            plan={plan}
            interval={interval}
            isCurrent={plan.id === billing.plan.id && (billing.interval === interval || billing.interval === null)}
            isPaid={billing.interval !== null}
            disabled={disabled}
            onChoose={() => onChoose(plan, interval)}
          />
        ))}
      </ul>
    </SettingsCard>
  );
}

function Plan({
  plan,
  interval,
  isCurrent,
  isPaid,
  disabled,
  onChoose,
}: {
  plan: PlanOffer;
  interval: BillingInterval;
  isCurrent: boolean;
  isPaid: boolean;
  disabled: boolean;
  onChoose: () => void;
}) {
  const words = useWords(billingWords);
  const names = useWords(planWords);
  const language = useLanguage();
  const count = countIn(language);
  const cents = interval === 'year' ? plan.yearlyCents : plan.monthlyCents;
  return (
    <li className={styles.plan} data-current={isCurrent || undefined}>
      <h3>{plan.name}</h3>
      <p className={styles.planPrice}>
        {cents === null ? (
          <span>{words.notByYear}</span>
        ) : (
          <>
            <strong className="tabular">{moneyIn(language).short(cents)}</strong>{' '}
            <span>{interval === 'year' ? words.perYear : words.perMonth}</span>
          </>
        )}
      </p>
      <dl className={`${styles.facts} ${styles.stretch} tabular`}>
        {allowanceNames.map((what) => (
          <div key={what}>
            <dt>{names.thing(what)}</dt>
            <dd>{plan[what] < 0 ? words.noLimit : count(plan[what])}</dd>
          </div>
        ))}
      </dl>
      {isCurrent && isPaid ? (
        <p className={styles.isCurrent}>{words.current}</p>
      ) : (
        <Button
          fullWidth
          variant="default"
          disabled={disabled || cents === null}
          onClick={onChoose}
          aria-label={words.choose(plan.name)}
        >
          {words.chooseShort}
        </Button>
      )}
    </li>
  );
}
