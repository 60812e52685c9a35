import { Anchor, Button, NativeSelect, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { company } from '#contract/company.ts';
import { useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import styles from './company.module.css';
import { companyWords } from './company-words.ts';
import { Trail } from './trail.tsx';
import { subjects, trailWords } from './trail-words.ts';
import { useAudit } from './use-company.ts';
import { useLines } from './use-lines.ts';

/** The company's audit log: the same trail that everybody sees of their own account, and what was done to the company. */
export function AuditCard() {
  const words = useWords(companyWords);
  const trail = useWords(trailWords);
  const [line, setLine] = useState('');
  const [about, setAbout] = useState('');
  const { data: lines } = useLines();
  const found = useAudit({ line, about });
  const entries = found.data?.pages.flatMap((page) => page.entries);
  return (
    <SettingsCard id="audit" title={words.audit} description={words.auditAbout}>
      <div className={styles.field}>
        <NativeSelect
          label={words.auditLine}
          value={line}
          onChange={(event) => setLine(event.currentTarget.value)}
          data={[
            { value: '', label: words.auditAll },
            ...(lines?.lines.map((one) => ({ value: one.id, label: one.name })) ?? []),
          ]}
        />
        <NativeSelect
          label={words.auditKind}
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
          data={[
            { value: '', label: words.auditAnything },
            ...subjects.map((subject) => ({ value: subject, label: trail[`subject_${subject}`] })),
          ]}
        />
      </div>
      {entries === undefined && found.error === null && <Skeleton height={240} mt="md" />}
      {entries === undefined && found.error !== null && (
        <LoadFailed error={found.error} onRetry={() => void found.refetch()} retrying={found.isFetching} />
      )}
      {entries?.length === 0 && (
        <Text size="sm" mt="md">
          {words.nothing}
        </Text>
      )}
      {entries !== undefined && <Trail entries={entries} showsWhom />}
      <div className={styles.actions}>
        {found.hasNextPage && (
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {words.older}
          </Button>
        )}
        <Anchor href={company.auditFile.path} download size="sm">
          {words.auditFile}
        </Anchor>
      </div>
    </SettingsCard>
  );
}
