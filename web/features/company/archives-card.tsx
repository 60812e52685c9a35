import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { type Archive, archives } from '#contract/archives.ts';
import { addressOf, call } from '#web/lib/api.ts';
import { exactTime, localeOf } from '#web/lib/format-time.ts';
import { numberFormat } from '#web/lib/formats.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { RelativeTime } from '#web/ui/time.tsx';
import styles from './company.module.css';
import { companyWords } from './company-words.ts';
import { useArchives, useMakeArchive } from './use-company.ts';

export function ArchivesCard({ of }: { of: 'company' | 'line' }) {
  const words = useWords(companyWords);
  return (
    <SettingsCard id="archives" title={words.archives} description={words.archivesAbout}>
      <Archives of={of} />
    </SettingsCard>
  );
}

interface ArchivesProps {
  of: 'company' | 'line';
  /** Of a colleague's line, and only those: what its page of removal offers. */
  lineId?: string;
  label?: string;
}

/** Archives that are being made or can be fetched, and the button for another. */
export function Archives({ of, lineId, label }: ArchivesProps) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const { data } = useArchives();
  const make = useMakeArchive();
  const shown = (data ?? []).filter((one) => lineId === undefined || one.line?.id === lineId);
  const ready = shown[0]?.state === 'ready';
  const running = lineId !== undefined && shown.some(({ state }) => state === 'waiting' || state === 'running');
  return (
    <>
      {shown.length > 0 && (
        <ul className={styles.rows}>
          {shown.slice(0, lineId === undefined ? 5 : 1).map((one) => (
            <ArchiveRow key={one.id} archive={one} />
          ))}
        </ul>
      )}
      <FieldError>{make.error === null ? undefined : say(make.error)}</FieldError>
      {(lineId === undefined || !ready) && (
        <div className={styles.actions}>
          <Button
            variant="default"
            loading={make.isPending}
            disabled={running}
            onClick={() => make.mutate({ of, ...(lineId !== undefined && { lineId }) })}
          >
            {label ?? (of === 'company' ? words.makeArchive : words.makeMine)}
          </Button>
        </div>
      )}
    </>
  );
}

function ArchiveRow({ archive }: { archive: Archive }) {
  const words = useWords(companyWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  return (
    <li className={styles.numberRow}>
      <div className={styles.who}>
        <div>
          {archive.line?.name ?? words.archiveOfCompany} <RelativeTime at={archive.askedAt} />
        </div>
        <Text size="sm" c="dimmed" role="status">
          {stateOf(archive, words, language)}
          {archive.state === 'ready' && archive.expiresAt !== null && (
            <>, {words.goodUntil(exactTime(archive.expiresAt, language, timeZone))}</>
          )}
        </Text>
        {archive.state === 'running' && (
          <progress className={styles.progress} max={archive.total} value={archive.done} aria-label={words.archives} />
        )}
      </div>
      {archive.state === 'ready' && <Download archive={archive} />}
    </li>
  );
}

type Words = typeof companyWords.en | typeof companyWords.es;
function stateOf(archive: Archive, words: Words, language: 'en' | 'es'): string {
  switch (archive.state) {
    case 'waiting':
      return words.archiveWaiting;
    case 'running':
      return words.archiveRunning(archive.done + 1, archive.total);
    case 'ready':
      return words.archiveReady(sizeOf(archive.bytes ?? 0, language));
    case 'expired':
      return words.archiveExpired;
    case 'failed':
      return archive.why === 'disk_full' ? words.archiveDiskFull : words.archiveBroken;
  }
}

function sizeOf(bytes: number, language: 'en' | 'es'): string {
  const [unit, size] =
    bytes < 1_000_000
      ? (['kilobyte', 1000] as const)
      : bytes < 1_000_000_000
        ? (['megabyte', 1_000_000] as const)
        : (['gigabyte', 1_000_000_000] as const);
  return numberFormat(localeOf(language), { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / size);
}

/** The file is behind a step-up. The dialog for that opens on a call of ours, which a link is not: so the proof is asked for first. */
function Download({ archive }: { archive: Archive }) {
  const words = useWords(companyWords);
  const say = useRefusalWords();
  const [error, setError] = useState<unknown>();
  const fetchIt = async () => {
    setError(undefined);
    try {
      await call(archives.check, { params: { id: archive.id } });
      window.location.assign(addressOf(archives.file, { params: { id: archive.id } }));
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <div>
      <Button variant="default" size="xs" onClick={() => void fetchIt()}>
        {words.download}
      </Button>
      <FieldError>{error === undefined ? undefined : say(error)}</FieldError>
    </div>
  );
}
