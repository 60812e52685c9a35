import { Button, Skeleton, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Me } from '#contract/identity.ts';
import { Refusal } from '#web/lib/api.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { Message } from '#web/ui/message.tsx';
import { SaveState, useSaved } from '#web/ui/save-state.tsx';
import styles from './billing.module.css';
import { billingWords } from './billing-words.ts';
import { CardCard } from './card-card.tsx';
import { calendarDay, countIn } from './format.ts';
import { InvoicesCard } from './invoices-card.tsx';
import { PacksCard } from './packs-card.tsx';
import { PlanList } from './plan-list.tsx';
import { QuoteDialog } from './quote-dialog.tsx';
import { useBilling, type Wish } from './use-billing.ts';
import { usePlan } from './use-plan.ts';
import { YourPlan } from './your-plan.tsx';

export interface PlanPageProps {
  readonly me: Me;
  /** The page of the payment service that the person comes back from. */
  readonly cardPage: string | undefined;
}

/** "Change Plan": what there is, what it costs, and what was paid. */
export function PlanPage({ me, cardPage }: PlanPageProps) {
  const words = useWords(billingWords);
  const { data, error, isFetching, refetch } = useBilling();
  return (
    <div className={styles.page}>
      <Title order={1}>{words.title}</Title>
      {data === undefined && error === null && <Skeleton className={styles.room} />}
      {data === undefined && error !== null && (
        <Failed error={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data !== undefined && !data.billed && <NoBill />}
      {data?.billed && <Sections me={me} billing={data} cardPage={cardPage} />}
    </div>
  );
}

function Failed({ error, onRetry, retrying }: { error: Error; onRetry: () => void; retrying: boolean }) {
  const words = useWords(billingWords);
  if (error instanceof Refusal && error.code === 'identity.not_allowed')
    return <Message kind="info">{words.notAllowed}</Message>;
  return <LoadFailed error={error} onRetry={onRetry} retrying={retrying} />;
}

function NoBill() {
  const words = useWords(billingWords);
  return (
    <Message kind="info" title={words.notBilled}>
      <p>{words.notBilledWhy}</p>
      <Button component={Link} to="/settings" hash="plan" variant="default" size="xs">
        {words.toUsage}
      </Button>
    </Message>
  );
}

function Sections({
  me,
  billing,
  cardPage,
}: Omit<PlanPageProps, 'cardPage'> & {
  billing: NonNullable<ReturnType<typeof useBilling>['data']>;
  cardPage: string | undefined;
}) {
  const words = useWords(billingWords);
  const language = useLanguage();
  const count = countIn(language);
  const cycle = usePlan().data?.cycle;
  const { timeZone } = me.company;
  const [wish, setWish] = useState<Wish>();
  const [title, setTitle] = useState('');
  const { saved, markSaved } = useSaved();
  const ask = (what: Wish, name: string) => {
    setTitle(name);
    setWish(what);
  };
  const isBusy = billing.charging !== null || !billing.mayChange;
  return (
    <>
      <YourPlan billing={billing} timeZone={timeZone} usageRenews={cycle && calendarDay(cycle.renewsOn, language)}>
        <SaveState saved={saved} label={words.done} />
      </YourPlan>
      <PlanList
        billing={billing}
        disabled={isBusy}
        onChoose={(plan, interval) => ask({ plan: plan.id, interval }, words.quotePlan(plan.name))}
      />
      {billing.packs.length + billing.bought.length > 0 && (
        <PacksCard
          billing={billing}
          disabled={isBusy}
          timeZone={timeZone}
          usageRenews={cycle && calendarDay(cycle.renewsOn, language)}
          onChoose={(messages) => ask({ packMessages: messages }, words.quotePack(count(messages)))}
        />
      )}
      <CardCard billing={billing} cardPage={cardPage} />
      {billing.maySeeInvoices && <InvoicesCard timeZone={timeZone} />}
      <QuoteDialog
        wish={wish}
        title={title}
        billing={billing}
        timeZone={timeZone}
        onClose={() => setWish(undefined)}
        onDone={() => {
          setWish(undefined);
          markSaved();
        }}
      />
    </>
  );
}
