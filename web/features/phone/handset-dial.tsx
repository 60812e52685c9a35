import { Button, NativeSelect } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { formatNumber } from '#web/lib/format-number.ts';
import { usePlace } from '#web/lib/place.tsx';
import { useWords } from '#web/lib/words.tsx';
import { callWords } from './call-words.ts';
import styles from './handset-phone.module.css';
import { useServedNumbers } from './use-handsets.ts';

/** Calls a line from a handset: handsets of this network call the numbers of lines, so these are what can be chosen. */
export function HandsetDial({ busy, onDial }: { busy: boolean; onDial: (to: string) => void }) {
  const words = useWords(callWords);
  const { region } = usePlace();
  const served = useServedNumbers();
  const [chosen, setChosen] = useState<string>();
  const lines = served.data ?? [];
  const to = chosen ?? lines[0]?.number;
  if (to === undefined) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDial(to);
  };
  return (
    <form className={styles.dial} onSubmit={submit}>
      <NativeSelect
        aria-label={words.whom}
        size="sm"
        value={to}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        data={lines.map(({ number, label }) => {
          const shown = formatNumber(number, region);
          return { value: number, label: label === '' || label === number ? shown : `${shown} · ${label}` };
        })}
      />
      <Button type="submit" size="sm" loading={busy}>
        {words.call}
      </Button>
    </form>
  );
}
