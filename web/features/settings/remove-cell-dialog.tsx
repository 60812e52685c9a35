import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { Dialog } from './dialog.tsx';
import styles from './settings.module.css';
import { signInWords } from './sign-in-words.ts';
import { useRemoveCell } from './use-cell.ts';
import { settingsWords } from './words.ts';

/** "Remove number", which says what is lost before it is done. */
export function RemoveCellDialog({ number, onRemoved }: { number: string; onRemoved: () => void }) {
  const words = useWords(signInWords);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const [open, setOpen] = useState(false);
  const remove = useRemoveCell();
  const close = () => {
    setOpen(false);
    remove.reset();
  };
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        close();
        onRemoved();
      },
    });
  return (
    <>
      <Button variant="outline" color="red" onClick={() => setOpen(true)}>
        {words.removeNumber}
      </Button>
      <Dialog open={open} onClose={close} title={words.removeNumberTitle(number)}>
        <Text size="sm">{words.removeNumberAbout}</Text>
        <FieldError>{remove.error === null ? undefined : say(remove.error)}</FieldError>
        <div className={styles.actions}>
          <Button variant="default" onClick={close} data-autofocus>
            {page.cancel}
          </Button>
          <Button variant="outline" color="red" loading={remove.isPending} onClick={confirm}>
            {words.removeNumber}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
