import { Button, List, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import type { company } from '#contract/company.ts';
import type { ReplyOf } from '#contract/endpoint.ts';
import { dayOf } from '#web/lib/format-time.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import styles from './company.module.css';
import { companyWords } from './company-words.ts';
import { Dialog } from './dialog.tsx';
import { useRehearsedRetention } from './use-company.ts';

interface RetentionDialogProps {
  /** For how long things are to be kept from now on; undefined: nothing is asked. */
  months: number | undefined;
  saving: boolean;
  onYes: (months: number) => void;
  onClose: () => void;
}

/** Before things are kept for a shorter time: what goes, and from when on. */
export function RetentionDialog({ months, saving, onYes, onClose }: RetentionDialogProps) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const [shown, setShown] = useState(months);
  if (months !== undefined && months !== shown) setShown(months);
  const span = words.span(shown ?? 0);
  const { data, error } = useRehearsedRetention(months);
  const goes = data !== undefined && whatGoes(data).length > 0;
  return (
    <Dialog open={months !== undefined} onClose={onClose} title={words.retentionTitle(span)}>
      {error !== null && <FieldError>{say(error)}</FieldError>}
      {data === undefined && error === null && <Skeleton height={96} />}
      {data !== undefined && <What data={data} />}
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {words.cancel}
        </Button>
        <Button
          {...(goes && { variant: 'outline', color: 'red' })}
          disabled={data === undefined}
          loading={saving}
          onClick={() => months !== undefined && onYes(months)}
        >
          {goes ? words.retentionDelete : words.retentionYes(span)}
        </Button>
      </div>
    </Dialog>
  );
}

type Rehearsal = ReplyOf<typeof company.rehearseRetention>;
const kinds = ['conversations', 'messages', 'calls', 'voicemails'] as const;
const whatGoes = (data: Rehearsal) => kinds.filter((kind) => data[kind] > 0);

function What({ data }: { data: Rehearsal }) {
  const words = useWords(companyWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const goes = whatGoes(data);
  const day = dayOf(data.before, language, timeZone);
  if (goes.length === 0) return <Text size="sm">{words.retentionNothing(day)}</Text>;
  return (
    <>
      <Text size="sm">{words.retentionGoes(day)}</Text>
      <List size="sm" mt="xs" className="tabular">
        {goes.map((kind) => (
          <List.Item key={kind}>{words[kind](data[kind])}</List.Item>
        ))}
      </List>
      <Text size="sm" mt="xs">
        {words.retentionArchive}
      </Text>
    </>
  );
}
