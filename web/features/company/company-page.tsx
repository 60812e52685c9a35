import { Skeleton, Title } from '@mantine/core';
import type { Me } from '#contract/identity.ts';
import { may } from '#contract/policy.ts';
import { useWords } from '#web/lib/words.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import { ArchivesCard } from './archives-card.tsx';
import { AuditCard } from './audit-card.tsx';
import { BillingCard } from './billing-card.tsx';
import styles from './company.module.css';
import { companyWords } from './company-words.ts';
import { HoursCard } from './hours-card.tsx';
import { CompanyNameCard, PlaceCard } from './name-and-place-cards.tsx';
import { NumbersCard } from './numbers-card.tsx';
import { PolicyCard } from './policy-card.tsx';
import { useCompany } from './use-company.ts';

/** What holds for everybody at the company. Who may only see it is shown it without the buttons. */
export function CompanyPage({ me }: { me: Me }) {
  const words = useWords(companyWords);
  const { data, error, isFetching, refetch } = useCompany();
  const { roles } = me.line;
  const manages = may(roles, 'manage_company');
  return (
    <div className={styles.page} data-narrow>
      <div className={styles.head}>
        <div>
          <Title order={1}>{words.title}</Title>
          <p>{manages ? words.about : `${words.about} ${words.readOnly}`}</p>
        </div>
      </div>
      {data === undefined && error !== null && (
        <LoadFailed error={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data === undefined && error === null && <Skeleton height={480} radius="lg" />}
      {data !== undefined && (
        <>
          <CompanyNameCard key={data.name} company={data} manages={manages} />
          <PlaceCard company={data} manages={manages} />
          <HoursCard company={data} manages={manages} />
          {manages && <PolicyCard company={data} />}
          {may(roles, 'manage_numbers') && <NumbersCard />}
          {may(roles, 'manage_billing') && <BillingCard company={data} />}
          {may(roles, 'export_company') && <ArchivesCard of="company" />}
          {may(roles, 'see_audit') && <AuditCard />}
        </>
      )}
    </div>
  );
}
