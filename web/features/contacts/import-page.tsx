import { Button, Progress, Skeleton, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { contactErrors, type Import, rowErrors } from '#contract/contacts.ts';
import { Refusal } from '#web/lib/api.ts';
import { localeOf } from '#web/lib/format-time.ts';
import { numberFormat } from '#web/lib/formats.ts';
import { refusalWords, useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { BackLink } from '#web/ui/back-link.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { LoadFailed } from '#web/ui/load-failed.tsx';
import styles from '#web/ui/panes.module.css';
import './refusals.ts';
import own from './contacts.module.css';
import { ImportColumns } from './import-columns.tsx';
import { importWords } from './import-words.ts';
import { useCancelImport, useImport } from './use-import.ts';

/** English words of the reasons; Spanish ones are with the refusals. */
const faultWords = new Map<string, string>(
  [...Object.values(contactErrors), ...Object.values(rowErrors)].map(({ code, message }) => [code, message]),
);

/** An import, from what its columns mean over its progress to how it ended. It can be left and found again. */
export function ImportPage({ id }: { id: string }) {
  const words = useWords(importWords);
  const found = useImport(id);
  return (
    <div className={styles.page}>
      <BackLink to="/contacts">{words.back}</BackLink>
      <Title order={1}>{words.title}</Title>
      {found.isPending && <Skeleton height={240} radius="lg" mt="md" />}
      {found.isError && found.data === undefined && (
        <LoadFailed error={found.error} onRetry={() => void found.refetch()} retrying={found.isFetching} />
      )}
      {found.data !== undefined && <Stands file={found.data} />}
    </div>
  );
}

function useCount() {
  const language = useLanguage();
  return (n: number) => numberFormat(localeOf(language)).format(n);
}

function Stands({ file }: { file: Import }) {
  const words = useWords(importWords);
  const count = useCount();
  return (
    <>
      <Text c="dimmed" size="sm" mt={4}>
        {file.fileName} · {words.file(count(file.total), file.encoding)}
      </Text>
      <div className={styles.sections}>
        {file.state === 'ready' && <ImportColumns file={file} />}
        {file.state === 'running' && <Running file={file} />}
        {(file.state === 'done' || file.state === 'cancelled' || file.state === 'failed') && <Ended file={file} />}
        {file.faults.length > 0 && <Faults file={file} />}
      </div>
    </>
  );
}

function Running({ file }: { file: Import }) {
  const words = useWords(importWords);
  const say = useRefusalWords();
  const count = useCount();
  const cancel = useCancelImport(file.id);
  const progress = words.progress(count(file.done), count(file.total));
  return (
    <SettingsCard
      id="progress"
      title={words.running}
      description={words.leave}
      footer={
        <Button variant="outline" color="red" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {words.cancel}
        </Button>
      }
    >
      <Progress.Root size="lg">
        <Progress.Section value={(file.done / Math.max(1, file.total)) * 100} aria-label={progress} />
      </Progress.Root>
      <Text size="sm" mt={8} mb="md" className="tabular" role="status">
        {progress}
      </Text>
      <Counts file={file} />
      {cancel.error !== null && <FieldError>{say(cancel.error)}</FieldError>}
    </SettingsCard>
  );
}

function Ended({ file }: { file: Import }) {
  const words = useWords(importWords);
  const title = file.state === 'done' ? words.done : file.state === 'cancelled' ? words.cancelled : words.failed;
  return (
    <SettingsCard
      id="ended"
      title={title}
      description={
        file.state === 'cancelled' ? words.cancelledText : file.state === 'failed' ? words.failedText : undefined
      }
      footer={
        <>
          <Button component={Link} to="/contacts">
            {words.show}
          </Button>
          <Button component={Link} to="/contacts/import" variant="default">
            {words.another}
          </Button>
        </>
      }
    >
      <Counts file={file} />
    </SettingsCard>
  );
}

function Counts({ file }: { file: Import }) {
  const words = useWords(importWords);
  const count = useCount();
  const facts = [
    [words.added, file.added],
    [words.updated, file.updated],
    [words.skipped, file.skipped],
    [words.joined, file.joined],
    [words.faulty, file.faulty],
  ] as const;
  return (
    <dl className={own.counts}>
      {facts.map(([name, n]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count(n)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Faults({ file }: { file: Import }) {
  const words = useWords(importWords);
  const language = useLanguage();
  const count = useCount();
  return (
    <SettingsCard
      id="faults"
      title={words.faultsTitle(count(file.faulty))}
      description={file.faulty > file.faults.length ? words.faultsMore : undefined}
      footer={
        <Button component="a" href={`/api/contact-imports/${file.id}/faults`} variant="default" download>
          {words.faultsFile}
        </Button>
      }
    >
      <ul className={own.faults}>
        {file.faults.map((fault) => (
          <li key={fault.row}>
            <strong>{words.faultRow(count(fault.row))}:</strong>{' '}
            {refusalWords(new Refusal(fault.code, 422, faultWords.get(fault.code) ?? fault.code), language)}
            <code>{fault.text}</code>
          </li>
        ))}
      </ul>
    </SettingsCard>
  );
}
