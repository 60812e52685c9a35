import { Anchor, Button, Text, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { localeOf } from '#web/lib/format-time.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useLanguage, useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { apiWords } from './api-words.ts';
import { Dialog } from './dialog.tsx';
import styles from './settings.module.css';
import { useKeyRate } from './use-api-keys.ts';
import { settingsWords } from './words.ts';

export interface KeyRateDialogProps {
  apiKey: { readonly id: string; readonly perMinute: number };
  /** The most that this server grants a key. */
  most: number;
  /** A named key's name: it stands in a table, and its number is the button. The line's own has none. */
  name?: string;
  onChanged: () => void;
}

/** "Change rate": how many calls a minute a key may make, so that a program gone wild cannot use up what all share. */
export function KeyRateDialog({ apiKey, most, name, onChanged }: KeyRateDialogProps) {
  const words = useWords(apiWords);
  const page = useWords(settingsWords);
  const locale = localeOf(useLanguage());
  const say = useRefusalWords();
  const change = useKeyRate();
  const about = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const rate = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : 0;
  const isRate = rate >= 1 && rate <= most;
  const close = () => {
    setOpen(false);
    change.reset();
  };
  const begin = () => {
    setTyped(String(apiKey.perMinute));
    setOpen(true);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending || !isRate) return;
    const perMinute = rate === most ? null : rate;
    change.mutate(
      { id: apiKey.id, perMinute },
      {
        onSuccess: () => {
          close();
          onChanged();
        },
      },
    );
  };
  return (
    <>
      {name === undefined ? (
        <Button variant="default" onClick={begin}>
          {words.changeRate}
        </Button>
      ) : (
        <Anchor component="button" type="button" size="sm" aria-label={words.changeRateOf(name)} onClick={begin}>
          {apiKey.perMinute.toLocaleString(locale)}
        </Anchor>
      )}
      <Dialog open={open} onClose={close} title={name === undefined ? words.rateTitle : words.rateTitleOf(name)}>
        <form onSubmit={submit} noValidate>
          <Text id={about} size="sm" mb="md">
            {words.rateAbout(most.toLocaleString(locale))}
          </Text>
          <TextInput
            label={words.perMinute}
            aria-describedby={about}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            inputMode="numeric"
            autoComplete="off"
            maxLength={9}
            w={180}
            data-autofocus
            error={typed.trim() === '' || isRate ? undefined : words.rateRange(most.toLocaleString(locale))}
          />
          <FieldError>{change.error === null ? undefined : say(change.error)}</FieldError>
          <div className={styles.actions}>
            <Button variant="default" onClick={close}>
              {page.cancel}
            </Button>
            <Button type="submit" loading={change.isPending} disabled={!isRate}>
              {page.save}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
