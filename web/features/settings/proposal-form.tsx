import { Button, TextInput, type TextInputProps } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWords } from '#web/lib/words.tsx';
import { focusOnArrival } from './focus.ts';
import styles from './settings.module.css';
import { settingsWords } from './words.ts';

export interface ProposalFormProps {
  label: string;
  description: string;
  /** What the field holds to begin with: the value to correct, or nothing. */
  start: string;
  action: string;
  sending: boolean;
  error: string | undefined;
  field: Pick<TextInputProps, 'type' | 'inputMode' | 'autoComplete' | 'name'>;
  onSend: (value: string) => void;
  onCancel: () => void;
}

/** The field that appears for a new number or address. Enter sends, Escape puts it away. */
export function ProposalForm({
  label,
  description,
  start,
  action,
  sending,
  error,
  field,
  onSend,
  onCancel,
}: ProposalFormProps) {
  const page = useWords(settingsWords);
  const [value, setValue] = useState(start);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim() !== '' && !sending) onSend(value.trim());
  };
  return (
    <form onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onCancel()} noValidate>
      <TextInput
        {...field}
        className={styles.narrow}
        ref={focusOnArrival}
        label={label}
        description={description}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        error={error}
        maxLength={400}
        spellCheck={false}
      />
      <div className={styles.actions}>
        <Button type="submit" loading={sending} disabled={value.trim() === ''}>
          {action}
        </Button>
        <Button type="button" variant="default" onClick={onCancel}>
          {page.cancel}
        </Button>
      </div>
    </form>
  );
}
