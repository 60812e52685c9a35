import { Button, Progress, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type DragEvent, useRef, useState } from 'react';
import { localeOf } from '#web/lib/format-time.ts';
import { numberFormat } from '#web/lib/formats.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { BackLink } from '#web/ui/back-link.tsx';
import { SettingsCard } from '#web/ui/card.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import styles from '#web/ui/panes.module.css';
import { RelativeTime } from '#web/ui/time.tsx';
import './refusals.ts';
import own from './contacts.module.css';
import { stateName } from './import-names.ts';
import { importWords } from './import-words.ts';
import { useImports, useUploadImport } from './use-import.ts';

/** The first step of an import: a file. Earlier imports are found here again. */
export function ImportStartPage({ onUploaded }: { onUploaded: (id: string) => void }) {
  const words = useWords(importWords);
  return (
    <div className={styles.page}>
      <BackLink to="/contacts">{words.back}</BackLink>
      <Title order={1}>{words.title}</Title>
      <Text c="dimmed" size="sm" mt={4} mb="md">
        {words.about}
      </Text>
      <Drop onUploaded={onUploaded} />
      <Earlier />
    </div>
  );
}

function Drop({ onUploaded }: { onUploaded: (id: string) => void }) {
  const words = useWords(importWords);
  const say = useRefusalWords();
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const upload = useUploadImport();
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  const take = (file: File | null | undefined) => {
    if (!file || upload.isPending) return;
    setShare(0);
    upload.mutate({ file, onProgress: setShare }, { onSuccess: ({ id }) => onUploaded(id) });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const percent = numberFormat(localeOf(language), { style: 'percent' }).format(share);
  const doing = share < 1 ? words.uploading(percent) : words.reading;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the button does the same
    <div
      className={own.drop}
      data-over={over || undefined}
      onDragOver={hover}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Text size="sm">{words.drop}</Text>
      <input
        ref={input}
        type="file"
        name="file"
        accept=".csv,.tsv,.txt,.vcf,text/csv,text/vcard"
        hidden
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          // The same file can be chosen again after a refusal.
          event.currentTarget.value = '';
        }}
      />
      <Button loading={upload.isPending} onClick={() => input.current?.click()}>
        {words.chooseFile}
      </Button>
      {upload.isPending && (
        <div style={{ width: '100%' }}>
          <Progress.Root size="sm">
            <Progress.Section value={share * 100} aria-label={doing} />
          </Progress.Root>
          <Text size="sm" c="dimmed" mt={4} className="tabular">
            {doing}
          </Text>
        </div>
      )}
      <FieldError>{upload.error === null ? undefined : say(upload.error)}</FieldError>
    </div>
  );
}

function Earlier() {
  const words = useWords(importWords);
  const imports = useImports().data?.imports ?? [];
  if (imports.length === 0) return null;
  return (
    <div className={styles.sections}>
      <SettingsCard id="earlier" title={words.past}>
        <ul className={own.past}>
          {imports.map((one) => (
            <li key={one.id}>
              <Link to="/contacts/import/$import" params={{ import: one.id }}>
                <span>{one.fileName}</span>
                <Text component="span" size="sm" c="dimmed">
                  {words[stateName[one.state]]} · <RelativeTime at={one.createdAt} />
                </Text>
              </Link>
            </li>
          ))}
        </ul>
      </SettingsCard>
    </div>
  );
}
