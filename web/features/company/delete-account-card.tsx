import { Button, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import type { Deletion } from '#contract/deletion.ts';
import { dayOf } from '#web/lib/format-time.ts';
import { listFormat } from '#web/lib/formats.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { TimeLeft } from '#web/ui/countdown.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import styles from './company.module.css';
import { DeleteDialog } from './delete-dialog.tsx';
import { deletionWords } from './deletion-words.ts';
import { useDeletion, useKeepCompany } from './use-deletion.ts';

/** At the bottom of My Settings: how the account ends, or whom to ask. */
export function DeleteAccountCard() {
  const words = useWords(deletionWords);
  const language = useLanguage();
  const { data, error, isFetching, refetch } = useDeletion();
  if (data === undefined)
    return (
      <SettingsCard id="delete-card" level={3} title={words.title}>
        {error === null ? (
          <Skeleton height={60} />
        ) : (
          <LoadFailed error={error} onRetry={() => void refetch()} retrying={isFetching} />
        )}
      </SettingsCard>
    );
  const admins = listFormat(language, { type: 'disjunction' }).format(data.admins);
  return (
    <SettingsCard
      id="delete-card"
      level={3}
      title={words.title}
      description={words.about(data.company)}
      danger={data.planned !== null}
    >
      {data.planned !== null && <Planned deletion={data} planned={data.planned} />}
      {!data.allowed && <Text size="sm">{words.notYou(admins)}</Text>}
      {data.allowed && data.planned === null && <Start deletion={data} />}
    </SettingsCard>
  );
}

function Start({ deletion }: { deletion: Deletion }) {
  const words = useWords(deletionWords);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" color="red" onClick={() => setOpen(true)}>
        {words.start}
      </Button>
      <DeleteDialog deletion={deletion} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

function Planned({ deletion, planned }: { deletion: Deletion; planned: NonNullable<Deletion['planned']> }) {
  const words = useWords(deletionWords);
  const say = useRefusalWords();
  const language = useLanguage();
  const { timeZone } = usePlace();
  const keep = useKeepCompany();
  return (
    <>
      <Text fw={600}>{words.planned(deletion.company, dayOf(planned.dueAt, language, timeZone))}</Text>
      <Text size="sm" c="dimmed">
        {planned.begun ? (
          words.begun
        ) : (
          <>
            {planned.startedBy !== '' && words.plannedBy(planned.startedBy)} <TimeLeft until={planned.dueAt} />
          </>
        )}
      </Text>
      {deletion.allowed && !planned.begun && (
        <div className={styles.actions}>
          <Button loading={keep.isPending} onClick={() => keep.mutate()}>
            {words.keep}
          </Button>
        </div>
      )}
      <FieldError>{keep.error === null ? undefined : say(keep.error)}</FieldError>
    </>
  );
}
