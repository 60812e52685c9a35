import { Button, Skeleton, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { renderSVG } from 'uqr';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { CodeInput } from '#web/ui/code-input.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import styles from './settings.module.css';
import dialog from './two-step.module.css';
import { twoStepWords } from './two-step-words.ts';
import { useFinishApp, useStartApp } from './use-factors.ts';
import { settingsWords } from './words.ts';

export interface AppSetupProps {
  onMade: (recoveryCodes: readonly string[] | null) => void;
  onCancel: () => void;
}

/** Scan or type the key, then prove it with the app's first code. */
export function AppSetup({ onMade, onCancel }: AppSetupProps) {
  const words = useWords(twoStepWords);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const { mutate: start, data, error } = useStartApp();
  const finish = useFinishApp();
  const [name, setName] = useState(words.appName);
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  useEffect(() => start(), [start]);
  const picture = useMemo(
    () => (data === undefined ? undefined : `data:image/svg+xml,${encodeURIComponent(renderSVG(data.uri))}`),
    [data],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (code.length === 6) finish.mutate({ name, code }, { onSuccess: (reply) => onMade(reply.recoveryCodes) });
  };
  if (error !== null) return <FieldError>{say(error)}</FieldError>;
  return (
    <form onSubmit={submit} className={styles.stack}>
      <Text size="sm">{words.scan}</Text>
      {picture === undefined ? (
        <Skeleton className={dialog.qr} />
      ) : (
        <img src={picture} alt={words.qr} className={dialog.qr} width={200} height={200} />
      )}
      <div>
        <Text size="sm" mb={4}>
          {words.orType}
        </Text>
        <code className={styles.secret}>{data?.secret.replace(/(.{4})(?!$)/g, '$1 ') ?? '…'}</code>
      </div>
      <TextInput label={words.name} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <CodeInput
        label={words.appCode}
        value={code}
        onChange={setCode}
        error={finish.isError ? say(finish.error) : asked && code.length < 6 ? words.codeNeeded : undefined}
      />
      <div className={styles.actions} style={{ marginTop: 0 }}>
        <Button type="submit" loading={finish.isPending} disabled={data === undefined}>
          {words.verify}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {page.cancel}
        </Button>
      </div>
    </form>
  );
}
