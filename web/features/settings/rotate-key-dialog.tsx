import { Button, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '#contract/settings.ts';
import { useRefusalWords } from '#web/lib/refusal-words.ts';
import { useWords } from '#web/lib/words.tsx';
import { FieldError } from '#web/ui/field-error.tsx';
import { apiWords } from './api-words.ts';
import { Dialog } from './dialog.tsx';
import styles from './settings.module.css';
import { useRotateKey } from './use-api-keys.ts';
import { settingsWords } from './words.ts';

const lifetimes = [24, 168, 1, 0] as const;

export interface RotateKeyDialogProps {
  former: Settings['apiKey']['former'];
  onRotated: (key: string) => void;
}

/** "Rotate key": how long the old one lives on, and what that means, before the button. */
export function RotateKeyDialog({ former, onRotated }: RotateKeyDialogProps) {
  const words = useWords(apiWords);
  const page = useWords(settingsWords);
  const say = useRefusalWords();
  const [open, setOpen] = useState(false);
  const [hours, setHours] = useState<(typeof lifetimes)[number]>(24);
  const rotate = useRotateKey();
  const told = {
    0: [words.hours0, words.hours0About],
    1: [words.hours1, words.hours1About],
    24: [words.hours24, words.hours24About],
    168: [words.hours168, words.hours168About],
  } as const;
  const close = () => {
    setOpen(false);
    rotate.reset();
  };
  const confirm = () =>
    rotate.mutate(hours, {
      onSuccess: ({ key }) => {
        close();
        onRotated(key);
      },
    });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.rotateKey}
      </Button>
      <Dialog open={open} onClose={close} title={words.rotateTitle}>
        <Radio.Group
          label={words.rotateAbout}
          value={String(hours)}
          onChange={(value) => setHours(lifetimes.find((each) => String(each) === value) ?? 24)}
        >
          <Stack gap="sm" mt="sm">
            {lifetimes.map((each) => (
              <Radio key={each} value={String(each)} label={told[each][0]} description={told[each][1]} />
            ))}
          </Stack>
        </Radio.Group>
        {former !== null && (
          <Text size="sm" mt="md">
            {words.formerStops(former.lastFour)}
          </Text>
        )}
        <FieldError>{rotate.error === null ? undefined : say(rotate.error)}</FieldError>
        <div className={styles.actions}>
          <Button variant="default" onClick={close}>
            {page.cancel}
          </Button>
          <Button loading={rotate.isPending} onClick={confirm}>
            {words.rotateKey}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
