import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWords } from '#web/lib/words.tsx';
import styles from './phone.module.css';
import { useMakeHandset, useSimulatorRefusal } from './use-handsets.ts';
import { phoneWords } from './words.ts';

/** "New handset": a number of one's own choosing, or a random one. */
export function NewHandset({ onMade }: { onMade: (number: string) => void }) {
  const words = useWords(phoneWords);
  const say = useSimulatorRefusal();
  const make = useMakeHandset();
  const [isOpen, setOpen] = useState(false);
  const [number, setNumber] = useState('');
  const close = () => {
    setOpen(false);
    setNumber('');
    make.reset();
  };
  if (!isOpen) {
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.newHandset}
      </Button>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(number, {
      onSuccess: (handset) => {
        close();
        onMade(handset.number);
      },
    });
  };
  return (
    <form className={styles.newHandset} onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <TextInput
        label={words.numberLabel}
        description={words.numberHint}
        type="tel"
        placeholder="+1 415 555 0100"
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        error={make.isError && say(make.error)}
        data-autofocus
        autoFocus
      />
      <Group gap="xs">
        <Button type="submit" loading={make.isPending}>
          {words.make}
        </Button>
        <Button variant="subtle" color="gray" onClick={close}>
          {words.cancel}
        </Button>
      </Group>
    </form>
  );
}
